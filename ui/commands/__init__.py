"""What can be typed: one module for each command of `footnote`, and what they share."""
