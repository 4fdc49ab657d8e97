"""What anyone may read of indicators and of units."""
