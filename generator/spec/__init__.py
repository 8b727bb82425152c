"""Reading one description: files, positions, references, names for inline schemas."""
