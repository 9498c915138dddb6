"""What people do to a case: its drafts, findings, points and moves."""
