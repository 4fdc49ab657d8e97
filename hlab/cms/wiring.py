"""What the public site plugs into other rooms' sockets at start."""

from __future__ import annotations

from hlab.accounts.rooms import Room, register
from hlab.cms.actions.pages import follow_lab, follow_words
from hlab.cms.actions.people import forget_profile
from hlab.labs.rooms import follow


def connect() -> None:
    """Pages follow their labs, and the glossary their words; what the editors' room keeps of a person goes too."""
    follow("cms", follow_lab)
    follow("cms.glossary", follow_words)
    register(Room("redaktion", leave=forget_profile))
