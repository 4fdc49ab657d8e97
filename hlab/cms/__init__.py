"""The public site: Wagtail pages that may read every room and own nothing but how it is told."""
