"""The reader model: where in a passage the answer stands, and how likely it is not there."""
