"""Generated tests of GalateaBio Ancestry."""
