"""How fast it is, beside what it is compared with, in one run on one machine.

Nothing here asserts a time: what is compared takes turns, and multiples are reported.
"""
