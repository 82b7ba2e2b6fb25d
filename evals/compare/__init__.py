"""How sure the figures of a run are, and how they differ from those of an earlier run."""
