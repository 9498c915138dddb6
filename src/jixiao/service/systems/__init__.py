"""The bureau's information systems: running, answered, watched, and the points they serve."""
