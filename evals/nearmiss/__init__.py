"""Near misses: statements and quotes that are almost right, and right ones that look different.

A system that proves its statements by quotes has to refuse the first and accept the second. The
cases are made by rule from the sentences of a library, and written by hand on the shipped texts.
"""
