"""Hostile inputs through every reader: mutated valid files, and how each fared."""
