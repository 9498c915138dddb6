"""How does it compare with last year, other bureaus and the standards?"""
