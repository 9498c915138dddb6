"""Inspection of what a bureau puts before the public: its own site, as it was exported."""
