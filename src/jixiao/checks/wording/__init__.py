"""Is the text whole and free of residue?"""
