"""Values inside requests of GalateaBio Ancestry."""
