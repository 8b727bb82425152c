"""The operations of genome.computer, one module a resource."""
