"""The effects that policies ask for, and the two drivers that perform them. May import http and below."""
