"""What can be asked: Footnote, and what it is compared with."""
