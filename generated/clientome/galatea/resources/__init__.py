"""The methods of GalateaBio Ancestry, one module a resource."""
