"""Acts of the European Union as EUR-Lex gives them: HTML and Formex 4.

Each dialect is walked by its identifiers and elements into the same tree (`act.py`), and one
module (`outline.py`) writes the tree, so that the dialects give the same text and labels.
"""
