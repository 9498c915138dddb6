"""Does the narrative say what the tables say?"""
