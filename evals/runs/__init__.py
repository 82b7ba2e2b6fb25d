"""Questions asked of pipelines, and what came of it, as data that is saved."""
