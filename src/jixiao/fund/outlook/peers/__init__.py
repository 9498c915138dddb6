"""Who is unlike others of their kind?"""
