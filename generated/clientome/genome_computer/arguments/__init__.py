"""Arguments of the operations of genome.computer."""
