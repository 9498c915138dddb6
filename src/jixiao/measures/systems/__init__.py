"""Systems: up, and mended in time."""
