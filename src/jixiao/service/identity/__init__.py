"""Identity at the visit: consent, templates under seal, 1:1 checks, and always another way."""
