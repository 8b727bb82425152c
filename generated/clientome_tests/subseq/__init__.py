"""Generated tests of subseq.bio."""
