"""A file sent in the way that the description declares. May import call and below; not the other features."""
