"""Inspection plans and samples, score sheets, points of practitioners, rewards of tips."""
