"""A monitoring form against its own figures, and money against results."""
