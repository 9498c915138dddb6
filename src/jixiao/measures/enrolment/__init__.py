"""Who is insured."""
