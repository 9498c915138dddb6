"""Is more paid than was planned?"""
