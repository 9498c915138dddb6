"""Who people are, which roles they hold where, and the keys of programs."""
