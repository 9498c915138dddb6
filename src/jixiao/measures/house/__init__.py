"""What a bureau keeps of itself: its archive, its lines, how people are known at visits."""
