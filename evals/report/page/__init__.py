"""The report of an evaluation as one HTML file: nothing that runs, nothing from elsewhere."""
