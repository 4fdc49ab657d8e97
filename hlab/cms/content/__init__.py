"""The words that the site's own pages start out with. An editor's changes are never overwritten.

Each module holds parts as (kind of block, value), see `hlab.cms.models.blocks.BodyBlock`.
"""
