"""What a bureau keeps of itself."""
