"""Lab: a shared arena around one question, with its members, actor map, ongoing work and shared words."""
