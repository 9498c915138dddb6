"""Is everything there that the form asks for?"""
