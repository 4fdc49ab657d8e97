"""Hälsolabb: the project. Foundation rooms below, composition above."""
