"""What a bureau keeps of itself: its systems, its archives, its own control."""
