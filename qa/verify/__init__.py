"""Does this quote carry this statement: the proof that stands behind every sentence."""
