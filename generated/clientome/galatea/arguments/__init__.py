"""Arguments of the operations of GalateaBio Ancestry."""
