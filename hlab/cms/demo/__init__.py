"""The example lab: invented people, places and words, marked as example content wherever they show."""
