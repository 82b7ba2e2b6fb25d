"""The official documents themselves, brought onto this machine when their user asks for them.

The only package that opens a network connection, and only to hosts that its manifest names.
"""
