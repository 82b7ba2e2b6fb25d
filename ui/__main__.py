"""`python -m ui` is the command `footnote`."""

from ui.cli import main

main()
