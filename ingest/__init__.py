"""Texts → library: read, cut, plan, apply."""
