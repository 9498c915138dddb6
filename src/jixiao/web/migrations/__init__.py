"""How the office's tables came to be as they are."""
