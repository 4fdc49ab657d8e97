"""No business: what every room stands on. Access door, audit, jobs, errors in plain words, text, health."""
