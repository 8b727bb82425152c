"""Values inside requests of subseq.bio."""
