"""Trainings, publicity, journeys and other events."""
