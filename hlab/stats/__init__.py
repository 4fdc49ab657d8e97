"""Pure numbers: no Django, no clock, no randomness that was not passed in."""
