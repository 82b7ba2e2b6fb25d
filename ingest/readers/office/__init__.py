"""Office files by their XML: Word, PowerPoint, Excel and OpenDocument."""
