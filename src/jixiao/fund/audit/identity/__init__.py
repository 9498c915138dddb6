"""Whether the person is who, and where, the records say."""
