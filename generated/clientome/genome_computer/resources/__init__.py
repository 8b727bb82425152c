"""The methods of genome.computer, one module a resource."""
