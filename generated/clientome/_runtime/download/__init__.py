"""A response, a file, many files, written to disk. May import call and below; not the other features."""
