"""Generated tests of genome.computer."""
