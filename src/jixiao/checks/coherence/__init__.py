"""Does each indicator stand where it belongs, and fit the rest?"""
