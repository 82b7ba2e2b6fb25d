"""The evidence pack: an answer and its evidence as one page that proves itself."""
