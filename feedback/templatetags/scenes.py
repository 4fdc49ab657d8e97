"""`{% told_scene %}` and `{% numbered scenes %}`: a scene as its two halves, however its row was fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from feedback.enums import Side
from feedback.models import Mockup, Picture, Scene
from feedback.queries.scenes import Tie

register = template.Library()


@dataclass(frozen=True)
class Half:
    """One half of a scene. drawing: name of the template with one of our own drawings, or blank."""

    side: str
    label: str
    text: str
    back: str
    drawing: str
    picture: Picture | None
    alt: str
    mockups: list[Mockup]
    ties: list[Tie]


@register.simple_tag(takes_context=True)
def told_scene(context) -> dict[str, Any]:
    """{"halves", "level", "number"} of the `scene` in the context. Ties are
    told where `feedback.queries.scenes.tell_ties` has found what whoever reads may know."""
    scene: Any = context["scene"]
    level = int(context.get("level") or 3)
    number = context.get("number") or getattr(scene, "number", "")
    return {"halves": [_half(scene, side) for side in Side], "level": level, "number": number}


@register.simple_tag
def numbered(scenes: Iterable[Any]) -> list[tuple[int, Scene]]:
    """[(number in the whole story, scene)]."""
    return [(getattr(scene, "number", None) or n, scene) for n, scene in enumerate(scenes, start=1)]


def _half(scene: Any, side: Side) -> Half:
    drawing = getattr(scene, f"{side.value}_drawing")
    return Half(
        side=side.value,
        label=str(side.label),
        text=getattr(scene, f"{side.value}_text"),
        back=getattr(scene, f"{side.value}_back"),
        drawing=f"feedback/drawings/{drawing}.svg" if drawing else "",
        picture=getattr(scene, f"{side.value}_picture"),
        alt=getattr(scene, f"{side.value}_alt"),
        mockups=[one for one in scene.mockups.all() if one.side == side.value],
        ties=getattr(scene, "ties", {}).get(side.value, []),
    )
