"""What grows faster than it did?"""
