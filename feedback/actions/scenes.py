"""Scenes of a version that is still open: added, changed, moved and taken out, and drafted from journeys."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.analysis.drafts import Draft, drafts
from feedback.enums import SCENE_PEOPLE, Drawing, Side
from feedback.models import Picture, ProposalVersion, Scene, SceneLink
from feedback.queries.journey_words import open_words
from feedback.queries.scenes import TO_WRITE
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale
from hlab.labs.enums import Perspective
from journeys.models import Journey

ROOM = 1 << 20
"""Between the places of two neighbours."""
MOST_SCENES = 60
OF_A_HALF = ("text", "back", "drawing", "alt")
FIELDS = ("title", "who", *(f"{side}_{name}" for side in Side.values for name in OF_A_HALF))
REQUIRED = {
    "title": gettext_lazy("Skriv vad scenen heter."),
    "today_text": gettext_lazy("Skriv vad som händer i dag."),
    "proposed_text": gettext_lazy("Skriv vad som händer med förslaget."),
}


@transaction.atomic
def add_scene(*, version: ProposalVersion, key: uuid.UUID, by, at: datetime, **words: Any) -> Scene:
    """One more scene, last. words: any of FIELDS. The same form sent twice (key) is one scene.

    Raises RuleBroken when the version is locked, at the field that is missing or too long, and when it is full.
    """
    version = open_version(version)
    known = Scene.objects.filter(version=version, anchor=key).first()
    if known is not None:
        return known
    _ensure_room(version, 1)
    scene = Scene(version=version, anchor=key, place=_last_place(version) + ROOM)
    _put(scene, {"who": Perspective.LIVED} | dict.fromkeys(REQUIRED, "") | words)
    scene.save(force_insert=True)
    record(act="scene.added", subject=version, by=by, at=at, lab_id=version.lab_id, scene=str(scene.anchor))
    return scene


@transaction.atomic
def change_scene(*, scene: Scene, row_version: int, by, at: datetime, **words: Any) -> Scene:
    """Other words or drawings. A drawing takes the place of a picture. StaleEdit with both when somebody was first."""
    row = open_scene(scene)
    new = {name: _tidied(value) for name, value in words.items() if name in FIELDS}
    if row.row_version != row_version:
        raise stale(row, new, _("Någon annan har ändrat scenen sedan du öppnade sidan."))
    _put(row, new)
    keep(row)
    record(act="scene.changed", subject=row.version, by=by, at=at, lab_id=row.lab_id, scene=str(row.anchor))
    return row


@transaction.atomic
def move_scene(*, scene: Scene, before: Scene | None, by, at: datetime) -> None:
    """Put a scene before another of the same version, or last. The same press twice is one move."""
    row = open_scene(scene)
    order = list(Scene.objects.filter(version=row.version).exclude(pk=row.pk).order_by("place", "pk"))
    spot = next((n for n, one in enumerate(order) if before is not None and one.pk == before.pk), len(order))
    if before is not None and spot == len(order):
        raise RuleBroken(_("Scenen som den skulle stå före finns inte längre. Ladda om sidan."), status=409)
    order.insert(spot, row)
    if [one.pk for one in order] == list(_in_order(row.version)):
        return
    for n, one in enumerate(order, start=1):
        one.place = n * ROOM
    Scene.objects.bulk_update(order, ["place"])
    record(act="scene.moved", subject=row.version, by=by, at=at, lab_id=row.lab_id, scene=str(row.anchor))


@transaction.atomic
def remove_scene(*, scene: Scene, by, at: datetime) -> None:
    """Take a scene out of an open version, with its mock-ups and what it is tied to. Twice is once."""
    version = open_version(scene.version)
    row = Scene.objects.select_for_update().filter(pk=scene.pk).first()
    if row is None:
        return
    pictures = [row.today_picture_id, row.proposed_picture_id]
    row.links.all().delete()
    row.mockups.all().delete()
    anchor = str(row.anchor)
    row.delete()
    let_go(*pictures)
    record(act="scene.removed", subject=version, by=by, at=at, lab_id=version.lab_id, scene=anchor)


@transaction.atomic
def scenes_from_journey(
    *, version: ProposalVersion, as_is: Journey | None, to_be: Journey | None, who: str, key: uuid.UUID, by,
    at: datetime,
) -> tuple[list[Scene], int]:  # fmt: skip
    """(scenes to go on writing, how many parts of the maps were left out): one for each step where something hurts or a
    space follows, "i dag" in the words of one map and "med förslaget" in those of the other; either may be left out.

    Only words that anyone may read come along, never what a person has said. Each scene is tied to what it was drawn
    from. The same form sent twice (key) makes them once. Raises RuleBroken when no map is chosen, when one is of
    another lab or one person's own way, and when nothing is left to draw.
    """
    version = open_version(version)
    if as_is is None and to_be is None:
        raise RuleBroken(_("Välj minst en resa."), field="as_is")
    for field, journey in (("as_is", as_is), ("to_be", to_be)):
        _ensure_drawable(version, journey, field)
    told = {side: open_words(one) for side, one in ((Side.TODAY, as_is), (Side.PROPOSED, to_be)) if one is not None}
    made = drafts({str(side): found.document for side, found in told.items()},
                  {part for found in told.values() for part in found.veiled})  # fmt: skip
    if not made:
        raise RuleBroken(
            _("Det finns inget att rita av. Orden i resan är någons egna, eller har tagits tillbaka. Skriv scenerna "
              "själv och koppla dem till resan."),
            field="as_is",
        )  # fmt: skip
    anchors = [uuid.uuid5(key, str(n)) for n in range(len(made))]
    left_out = sum(len(found.veiled) for found in told.values())
    known = list(Scene.objects.filter(version=version, anchor__in=anchors))
    if known:
        return known, left_out
    _ensure_room(version, len(made))
    place, out = _last_place(version), []
    for n, (anchor, draft) in enumerate(zip(anchors, made, strict=True), start=1):
        scene = Scene(version=version, anchor=anchor, place=place + n * ROOM)
        _put(scene, {"who": who, "title": draft.title} | _halves(draft))
        out.append(scene)
    Scene.objects.bulk_create(out)
    maps = {str(Side.TODAY): as_is, str(Side.PROPOSED): to_be}
    SceneLink.objects.bulk_create(
        SceneLink(scene=scene, side=side, journey=maps[side], reason=_("Scenen är ritad ur resan."),
                  **{"gap_id" if is_gap else "step_id": part})
        for scene, draft in zip(out, made, strict=True)
        for side, is_gap, part in draft.parts
    )  # fmt: skip
    record(act="scene.from_journey", subject=version, by=by, at=at, lab_id=version.lab_id, n=len(out))
    return out, left_out


# --- For the other acts on a scene ------------------------------------------------------------


def open_version(version: ProposalVersion) -> ProposalVersion:
    """The version as it is now, held still; RuleBroken when its words are locked."""
    row = ProposalVersion.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=version.pk)
    if not row.is_open:
        raise RuleBroken(
            _("Version %(n)d är låst och ändras inte mer. Börja på nästa version om något ska bli annorlunda.")
            % {"n": row.number},
            status=409,
        )
    return row


def open_scene(scene: Scene) -> Scene:
    """The scene as it is now, held still with its version; RuleBroken when it may not be changed or is gone."""
    version = open_version(scene.version)
    row = Scene.objects.select_for_update().filter(pk=scene.pk).first()
    if row is None:
        raise RuleBroken(_("Scenen har tagits bort av någon. Gå tillbaka till scenerna."), status=404)
    row.version = version
    return row


def keep(scene: Scene) -> None:
    """Save an opened scene with the next row version."""
    scene.row_version += 1
    scene.save()


def let_go(*pictures: uuid.UUID | None) -> None:
    """Remove pictures that no scene of any version has any more; their files once the transaction holds."""
    for pk in filter(None, pictures):
        if Scene.objects.filter(Q(today_picture=pk) | Q(proposed_picture=pk)).exists():
            continue
        for picture in Picture.objects.filter(pk=pk):
            name = str(picture.file.name)
            picture.delete()
            transaction.on_commit(partial(default_storage.delete, name))


def fits(model: type, name: str, text: str) -> None:
    """RuleBroken at the field when a text is longer than its column."""
    most = model._meta.get_field(name).max_length  # type: ignore[attr-defined]  # text columns have it
    if most is not None and len(text) > most:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": most}, field=name)


# --- Inner parts ------------------------------------------------------------------------------


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _put(scene: Scene, words: Mapping[str, Any]) -> None:
    """Give a scene these words. A drawing without words of its own is told as what it is."""
    former = {side: getattr(scene, f"{side}_drawing") for side in Side.values}
    for name in FIELDS:
        if name not in words:
            continue
        value = _tidied(words[name])
        if name == "title":
            value = " ".join(value.split())
        if name in REQUIRED and not value:
            raise RuleBroken(str(REQUIRED[name]), field=name)
        fits(Scene, name, value)
        setattr(scene, name, value)
    if scene.who not in SCENE_PEOPLE:
        raise RuleBroken(_("Välj vems scen det är."), field="who")
    for side in Side.values:
        _tell_drawing(scene, side, former[side])


def _tell_drawing(scene: Scene, side: str, former: str) -> None:
    drawing, alt = getattr(scene, f"{side}_drawing"), getattr(scene, f"{side}_alt")
    if drawing and drawing not in Drawing.values:
        raise RuleBroken(_("Välj en av teckningarna."), field=f"{side}_drawing")
    if former and alt == drawn(former) and drawing != former:
        alt = ""
    if drawing:
        setattr(scene, f"{side}_picture", None)
        alt = alt or drawn(drawing)
    elif getattr(scene, f"{side}_picture_id") and not alt:
        raise RuleBroken(
            _("Beskriv vad bilden visar. Utan det kan den som inte ser den inte vara med."), field=f"{side}_alt"
        )
    setattr(scene, f"{side}_alt", alt)


def drawn(code: str) -> str:
    """What one of our drawings shows, as a sentence."""
    return f"{Drawing(code).label}."


def _halves(draft: Draft) -> dict[str, str]:
    out = {}
    for side in Side.values:
        half = draft.halves[side]
        out[f"{side}_text"] = half.text or TO_WRITE[Side(side)]
        out[f"{side}_back"], out[f"{side}_drawing"] = half.back, half.drawing
    return out


def _ensure_drawable(version: ProposalVersion, journey: Journey | None, field: str) -> None:
    if journey is None:
        return
    if journey.lab_id != version.lab_id:
        raise RuleBroken(_("Resan och förslaget hör till olika labb."), field=field, status=409)
    if journey.teller_id is not None:
        raise RuleBroken(
            _("Det är en persons egen väg, och orden är personens. Skriv scenerna själv och koppla dem till resan."),
            field=field,
        )
    if journey.archived_at is not None:
        raise RuleBroken(_("Kartan är lagd åt sidan. Ta fram den igen först."), field=field, status=409)


def _ensure_room(version: ProposalVersion, more: int) -> None:
    if version.scenes.count() + more > MOST_SCENES:
        raise RuleBroken(_("En version rymmer högst %(most)d scener.") % {"most": MOST_SCENES})


def _last_place(version: ProposalVersion) -> int:
    return version.scenes.aggregate(last=Max("place"))["last"] or 0


def _in_order(version: ProposalVersion) -> Any:
    return Scene.objects.filter(version=version).order_by("place", "pk").values_list("pk", flat=True)
