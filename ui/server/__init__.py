"""The chat as a web server: its doors, its login, and what it hands to programs."""
