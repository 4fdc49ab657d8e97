"""Figures as they come: Kolada's pages, tables and JSON-stat, read into one shape and checked against the register.
Pure."""
