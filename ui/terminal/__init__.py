"""How what commands say looks in a terminal."""
