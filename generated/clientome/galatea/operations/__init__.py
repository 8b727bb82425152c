"""The operations of GalateaBio Ancestry, one module a resource."""
