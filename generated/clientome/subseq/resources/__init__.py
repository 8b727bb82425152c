"""The methods of subseq.bio, one module a resource."""
