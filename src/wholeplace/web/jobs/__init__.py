"""Long work in the background: start a run of the pipeline, watch it, cancel it."""
