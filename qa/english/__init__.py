"""English questions, by rules: their noun phrases, how they are built, what points back."""
