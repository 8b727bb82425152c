"""Values inside requests of genome.computer."""
