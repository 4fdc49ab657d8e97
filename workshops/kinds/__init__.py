"""The kinds of steps that `workshops` itself owns."""
