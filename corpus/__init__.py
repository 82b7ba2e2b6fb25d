"""What is known: the texts, the record of them, and the vectors made from it."""
