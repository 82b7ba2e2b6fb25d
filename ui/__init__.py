"""People → qa and ingest: the command line and the chat."""

import os

# Read when Gradio is imported: with it on, Gradio reports every start to its makers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
