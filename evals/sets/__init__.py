"""Question sets: what they hold, how they are read, checked and made."""
