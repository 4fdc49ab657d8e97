"""Writes of the public site. Each act of a room that has a public side is one transaction with its page."""
