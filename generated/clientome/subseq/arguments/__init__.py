"""Arguments of the operations of subseq.bio."""
