"""The words that the site's own pages start out with. An editor's changes are never overwritten."""
