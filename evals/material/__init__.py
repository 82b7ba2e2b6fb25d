"""Public collections of questions, read as texts and a question set."""
