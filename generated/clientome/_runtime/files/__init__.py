"""Local files that appear under their name only when complete. May import base."""
