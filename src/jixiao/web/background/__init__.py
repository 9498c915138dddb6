"""What the worker does: read documents, measure, suggest, put figures before the public."""
