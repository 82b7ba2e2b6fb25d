"""What is measured, each figure with its definition and its source. Pure functions."""
