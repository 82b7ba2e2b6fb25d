"""Whether a question is put to the documents, to Footnote itself, or about its library."""
