"""The archive of business papers: terms, numbers, boxes, loans and destruction."""
