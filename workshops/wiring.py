"""What `workshops` plugs into other rooms' sockets at start."""

from __future__ import annotations

from workshops import registry
from workshops.kinds.brainstorm import BRAINSTORM
from workshops.kinds.cluster import CLUSTER
from workshops.kinds.dot_vote import DOT_VOTE


def connect() -> None:
    """Register our kinds of steps."""
    for kind in (BRAINSTORM, CLUSTER, DOT_VOTE):
        registry.register(kind)
