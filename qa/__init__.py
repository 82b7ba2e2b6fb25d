"""Question → cited answer: retrieve, judge, cite."""
