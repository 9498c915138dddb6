"""What changes are made of: more cases, other cases, dearer ones."""
