"""Scenes of a version, with everything that is shown of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.enums import SCENE_PEOPLE, Side
from feedback.models import Mockup, ProposalVersion, Scene, SceneLink
from journeys.models import Journey, Voice
from journeys.queries.shown import published, shown_versions
from journeys.queries.voices import MADE_OF, readable_by

TO_WRITE = {Side.TODAY: "Att skriva: så är det i dag.", Side.PROPOSED: "Att skriva: så skulle det bli."}
"""What stands where a drafted scene has no words yet: content like any other, in the language of the content."""


@dataclass(frozen=True)
class Tie:
    """What a half of a scene is about. url: of the part, for whoever reads; blank where there is no page for them."""

    title: str
    journey: str
    is_gap: bool
    reason: str
    url: str = ""


def versions() -> QuerySet[ProposalVersion]:
    """Versions with what the door and a page of one ask for."""
    return ProposalVersion.objects.select_related("proposal__lab")


def public_versions() -> QuerySet[ProposalVersion]:
    """Those that anyone may read, the ones that have been replaced too."""
    return versions().filter(published_at__isnull=False)


def scenes() -> QuerySet[Scene]:
    """Scenes with their version, its lab and their pictures."""
    return Scene.objects.select_related("version__proposal__lab", "today_picture", "proposed_picture")


def mockups() -> QuerySet[Mockup]:
    """Mock-ups with the way to their lab."""
    return Mockup.objects.select_related("scene__version__proposal__lab")


def scene_links() -> QuerySet[SceneLink]:
    """Ties with the way to their lab, and the part."""
    return SceneLink.objects.select_related("scene__version__proposal__lab", "journey__lab", "step", "gap")


def scenes_of(version: ProposalVersion, *, who: str = "") -> list[Scene]:
    """The scenes of a version in order, each with `.number` in the whole story, and with pictures, mock-ups and ties at
    hand. who: only those of one kind of person; a code that is none of them finds all. Three queries."""
    rows: list[Any] = list(
        Scene.objects.filter(version=version)
        .select_related("today_picture", "proposed_picture")
        .prefetch_related("mockups", "links__journey", "links__step", "links__gap")
        .order_by("place", "pk")
    )
    for number, row in enumerate(rows, start=1):
        row.number, row.version = number, version
    return [row for row in rows if row.who == who] if who in SCENE_PEOPLE else rows


def people_of(rows: Iterable[Scene]) -> list[tuple[str, str]]:
    """[(code, label)] of those who have a scene, in the order of the enum."""
    there = {row.who for row in rows}
    return [(person.value, str(person.label)) for person in SCENE_PEOPLE if person.value in there]


def waits_for_words(scene: Scene) -> bool:
    """Whether a half of a drafted scene still has to be written."""
    return scene.today_text == TO_WRITE[Side.TODAY] or scene.proposed_text == TO_WRITE[Side.PROPOSED]


def unwritten(version: ProposalVersion) -> list[Scene]:
    """Scenes where a half still waits for its words."""
    waits = Q(today_text=TO_WRITE[Side.TODAY]) | Q(proposed_text=TO_WRITE[Side.PROPOSED])
    return list(Scene.objects.filter(waits, version=version).order_by("place", "pk"))


def tell_ties(rows: Iterable[Scene], *, public: bool) -> None:
    """Give scenes `.ties`: {side: what it is about}. public: only what anyone may read, in the words of the published
    map; else for the lab, without the words of what has not been shown in its room. Four queries at most, none where
    there are no ties."""
    rows = list(rows)
    links: dict[uuid.UUID, list[SceneLink]] = {row.pk: list(row.links.all()) for row in rows}
    every = [link for some in links.values() for link in some]
    told = (_told_openly if public else _told_to_the_lab)(every) if every else {}
    for row in rows:
        row.ties = {
            side: [told[link.pk] for link in links[row.pk] if link.side == side and link.pk in told]
            for side in Side.values
        }


def scenes_on(journey: Journey, *, public: bool) -> list[SceneLink]:
    """Ties to a journey from proposals, of the latest version that tells of each. public: from what is public now."""
    rows = scene_links().filter(journey=journey)
    if public:
        rows = rows.filter(scene__version__published_at__isnull=False, scene__version__replaced_at__isnull=True)
    latest: dict[tuple, SceneLink] = {}
    for link in rows.order_by("scene__version__proposal__number", "scene__version__number", "scene__place", "pk"):
        scene = link.scene
        latest[scene.version.proposal_id, scene.anchor, link.side, link.step_id, link.gap_id] = link
    newest: dict[int, int] = {}
    for link in latest.values():
        version = link.scene.version
        newest[version.proposal_id] = max(newest.get(version.proposal_id, 0), version.number)
    return [link for link in latest.values() if link.scene.version.number == newest[link.scene.version.proposal_id]]


def titles_for_the_lab(links: Iterable[SceneLink]) -> dict[int, str]:
    """{tie: what its step or gap is called} for those who work in the lab. A part made of a note that has not been
    shown in its room, or may not be used any more, is told of without its words. One query at most."""
    links = list(links)
    made = [link for link in links if link.journey.exercise_id]
    hidden: set[Any] = set()
    if made:
        here = Q(step__in=[link.step_id for link in made if link.step_id]) | Q(
            gap__in=[link.gap_id for link in made if link.gap_id]
        )
        silent = Voice.objects.filter(MADE_OF, here).exclude(readable_by(everything=False))
        hidden = {step or gap for step, gap in silent.values_list("step_id", "gap_id")}
    out = {}
    for link in links:
        part: Any = link.step or link.gap
        out[link.pk] = _("En del av kartan, som inte är visad här") if part.pk in hidden else part.title
        if part.gone_at is not None:
            out[link.pk] = _("En del som har tagits bort ur kartan")
    return out


# --- Inner parts ------------------------------------------------------------------------------


def _told_to_the_lab(links: list[SceneLink]) -> dict[int, Tie]:
    titles = titles_for_the_lab(links)
    return {
        link.pk: Tie(titles[link.pk], link.journey.title, link.gap_id is not None, link.reason,
                     reverse("journeys:journey", args=[link.journey_id]) + at(link))
        for link in links
    }  # fmt: skip


def _told_openly(links: list[SceneLink]) -> dict[int, Tie]:
    journeys = list(published().filter(pk__in={link.journey_id for link in links}))
    told = shown_versions(journeys) if journeys else {}
    addresses = {one.pk: one.address for one in journeys}
    out = {}
    for link in links:
        shown = told.get(link.journey_id)
        title = open_title(shown, link) if shown is not None else ""
        if shown is not None and title:
            url = addresses[link.journey_id] + at(link)
            out[link.pk] = Tie(title, shown.document.title, link.gap_id is not None, link.reason, url)
    return out


def open_title(shown, link: SceneLink) -> str:
    """What the part is called in a published map; blank where it is not in it, or its words may not be read."""
    key = str(link.step_id or link.gap_id)
    if key in shown.veiled:
        return ""
    return next((part.title for part in shown.document.everything if part.key == key), "")


def at(link: SceneLink) -> str:
    """Where on the page of its journey the part is."""
    return f"#{'mellanrum' if link.gap_id else 'steg'}-{link.step_id or link.gap_id}"
