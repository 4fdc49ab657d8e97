"""Input shapes, one file for each part of the room."""
