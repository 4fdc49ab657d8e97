"""Letters, forms, messages and screens as the person would meet them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from feedback.actions.scenes import fits, open_scene
from feedback.enums import MockupKind, Side
from feedback.models import Mockup, Scene
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale

FIELDS = ("side", "kind", "title", "body", "fields")
MOST_OF_A_SCENE, MOST_FIELDS, LONGEST_LABEL = 8, 12, 120


@transaction.atomic
def add_mockup(*, scene: Scene, by, at: datetime, **words: Any) -> Mockup:
    """One more, last of its half. words: FIELDS; fields are the labels of what is filled in on a form. What stands
    there already, letter by letter, is not added again."""
    row = open_scene(scene)
    words = _checked(words)
    known = Mockup.objects.filter(scene=row, **words).first()
    if known is not None:
        return known
    if row.mockups.count() >= MOST_OF_A_SCENE:
        raise RuleBroken(_("En scen rymmer högst %(n)d saker att prova.") % {"n": MOST_OF_A_SCENE})
    last = row.mockups.filter(side=words["side"]).aggregate(last=Max("place"))["last"] or 0
    made = Mockup.objects.create(scene=row, place=last + 1, **words)
    record(act="mockup.added", subject=row.version, by=by, at=at, lab_id=row.lab_id, scene=str(row.anchor))
    return made


@transaction.atomic
def change_mockup(*, mockup: Mockup, row_version: int, by, at: datetime, **words: Any) -> Mockup:
    """Other words. StaleEdit with both when somebody was first."""
    scene, row = _open(mockup)
    if row is None:
        raise RuleBroken(_("Den har tagits bort av någon. Gå tillbaka till scenerna."), status=404)
    words = _checked(words)
    if row.row_version != row_version:
        raise stale(row, words, _("Någon annan har ändrat det här sedan du öppnade sidan."))
    for name, value in words.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save()
    record(act="mockup.changed", subject=scene.version, by=by, at=at, lab_id=scene.lab_id, scene=str(scene.anchor))
    return row


@transaction.atomic
def remove_mockup(*, mockup: Mockup, by, at: datetime) -> None:
    """Take it away from an open version. Twice is once."""
    scene, row = _open(mockup)
    if row is not None:
        row.delete()
        record(act="mockup.removed", subject=scene.version, by=by, at=at, lab_id=scene.lab_id, scene=str(scene.anchor))


# --- Inner parts ------------------------------------------------------------------------------


def _open(mockup: Mockup) -> tuple[Scene, Mockup | None]:
    scene = open_scene(mockup.scene)
    return scene, Mockup.objects.select_for_update().filter(pk=mockup.pk).first()


def _checked(words: dict[str, Any]) -> dict[str, Any]:
    out = {name: tidy(words.get(name, "")) for name in ("side", "kind", "title", "body")}
    if out["side"] not in Side.values:
        raise RuleBroken(_("Välj om det är i dag eller med förslaget."), field="side")
    if out["kind"] not in MockupKind.values:
        raise RuleBroken(_("Välj vad det är."), field="kind")
    out["title"] = " ".join(out["title"].split())
    for name, missing in (("title", _("Skriv en rubrik.")), ("body", _("Skriv det som står."))):
        if not out[name]:
            raise RuleBroken(missing, field=name)
        fits(Mockup, name, out[name])
    labels = _labels(words.get("fields", ()))
    if out["kind"] == MockupKind.FORM and not labels:
        raise RuleBroken(_("Skriv minst en sak som fylls i på blanketten."), field="fields")
    return out | {"fields": labels if out["kind"] == MockupKind.FORM else []}


def _labels(texts: Iterable[str]) -> list[str]:
    labels = [label for text in texts if (label := " ".join(tidy(text).split()))]
    if len(labels) > MOST_FIELDS:
        raise RuleBroken(_("Högst %(n)d saker att fylla i ryms.") % {"n": MOST_FIELDS}, field="fields")
    if any(len(label) > LONGEST_LABEL for label in labels):
        raise RuleBroken(_("Varje rad får vara högst %(n)d tecken.") % {"n": LONGEST_LABEL}, field="fields")
    return labels
