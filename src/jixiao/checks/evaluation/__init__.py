"""A self-evaluation form against its own figures and the decree's way of scoring."""
