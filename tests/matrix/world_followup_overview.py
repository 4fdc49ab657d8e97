"""What the pages of the overview and the joint interpretation are about."""

from __future__ import annotations

from tests import factories


def followup_overview(objects: dict) -> None:
    """An interpretation that only the lab reads."""
    from followup.actions.meaning import interpret

    objects["interpretation"] = interpret(
        lab=objects["lab"], goal=objects["published"].goal, met_on=factories.NOON.date(), by=None, at=factories.NOON,
        roles="Två från brukarrådet", question="Varför?", meaning="Vi vet inte än.",
    )  # fmt: skip
