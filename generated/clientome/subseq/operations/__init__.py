"""The operations of subseq.bio, one module a resource."""
