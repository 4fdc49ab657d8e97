"""The desk where notes are read and coded: what to read, what has been marked in a note, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from goals.analysis.codetree import Place
from goals.analysis.marking import found_again, name_key
from goals.analysis.refi import normalised
from goals.models import Code, Coding, CodingPass, Excerpt, Memo
from hlab.labs.enums import LabRole
from hlab.labs.models import Membership
from workshops.models import Contribution

UNCODED, UNREAD, CHANGED = "okodade", "olasta", "andrade"


def _coded(lab, user=None) -> QuerySet:
    """Ids of notes that somebody, or this person, has coded in as they read now. Asked once and not note by note: a
    database may else go through all of a coder's codings for each note."""
    rows = Coding.objects.filter(
        code__lab=lab, removed_at__isnull=True, excerpt__note_version=F("excerpt__contribution__row_version")
    )
    return (rows if user is None else rows.filter(coder=user)).order_by().values("excerpt__contribution")


def _changed(lab, user) -> QuerySet:
    """Ids of notes that have other words than when this person coded in them."""
    return (
        Coding.objects.filter(
            code__lab=lab, removed_at__isnull=True, coder=user,
            excerpt__note_version__lt=F("excerpt__contribution__row_version"),
        )
        .order_by()
        .values("excerpt__contribution")
    )  # fmt: skip


def _read(lab, user) -> QuerySet:
    """Ids of notes that this person is done with, as they read now."""
    rows = CodingPass.objects.filter(
        contribution__exercise__workshop__lab=lab, coder=user, note_version=F("contribution__row_version")
    )
    return rows.order_by().values("contribution")


def queue(lab, notes: QuerySet[Contribution], user, only: str = "") -> QuerySet[Contribution]:
    """Notes to read. only: UNCODED (by anybody), UNREAD (not read and not coded by this person), CHANGED (other words
    than when this person coded in it)."""
    if only == UNCODED:
        return notes.exclude(pk__in=_coded(lab))
    if only == UNREAD:
        return notes.exclude(pk__in=_coded(lab, user)).exclude(pk__in=_read(lab, user))
    if only == CHANGED:
        return notes.filter(pk__in=_changed(lab, user))
    return notes


def how_far(lab, notes: QuerySet[Contribution], user) -> dict[str, int]:
    """{"notes", "mine", "uncoded", "changed"}: notes to read, those this person has read or coded, those that nobody
    has coded, and those changed since this person coded in them. One query."""
    return notes.order_by().aggregate(
        notes=Count("pk"),
        mine=Count("pk", filter=Q(pk__in=_read(lab, user)) | Q(pk__in=_coded(lab, user))),
        uncoded=Count("pk", filter=~Q(pk__in=_coded(lab))),
        changed=Count("pk", filter=Q(pk__in=_changed(lab, user))),
    )


def put_marks(notes: Collection[Any], user) -> None:
    """Let each of a page of notes know `.coders` (people who have coded in it), `.coded_by_me` and `.read_by_me`. Two
    queries."""
    keys = [note.pk for note in notes]
    coders: dict[Any, set[int]] = {}
    rows = Coding.objects.filter(
        excerpt__contribution__in=keys, removed_at__isnull=True,
        excerpt__note_version=F("excerpt__contribution__row_version"),
    )  # fmt: skip
    for pk, coder in rows.order_by().values_list("excerpt__contribution", "coder"):
        coders.setdefault(pk, set()).add(coder)
    passes = CodingPass.objects.filter(contribution__in=keys, coder=user)
    read = set(passes.filter(note_version=F("contribution__row_version")).values_list("contribution", flat=True))
    for note in notes:
        there = coders.get(note.pk, set())
        note.coders, note.coded_by_me, note.read_by_me = len(there), user.pk in there, note.pk in read


@dataclass
class Coder:
    """Somebody who codes, as others read it: a number and what they do in the lab, never a name."""

    pk: int
    number: int
    roles: list[str] = field(default_factory=list)
    is_me: bool = False

    @property
    def label(self) -> str:
        if self.is_me:
            return _("Du")
        name = _("Kodare %(number)s") % {"number": self.number}
        return f"{name} ({', '.join(self.roles)})" if self.roles else name


def coders_of(lab, user=None) -> dict[int, Coder]:
    """{user id: coder} of all who have coded or read in the lab, numbered in the order they began. Three queries."""
    begun: dict[int, Any] = {}
    coded = Coding.objects.filter(code__lab=lab).order_by().values_list("coder").annotate(first=Min("at"))
    read = (
        CodingPass.objects.filter(contribution__exercise__workshop__lab=lab)
        .order_by()
        .values_list("coder")
        .annotate(first=Min("at"))
    )
    for pk, first in [*coded, *read]:
        begun[pk] = min(first, begun.get(pk, first))
    roles: dict[int, list[str]] = {}
    for pk, role in Membership.objects.filter(lab=lab, user__in=begun).values_list("user_id", "role"):
        roles.setdefault(pk, []).append(str(LabRole(role).label))
    order = sorted(begun, key=lambda pk: (begun[pk], pk))
    mine = user.pk if user is not None else None
    return {pk: Coder(pk, at, roles.get(pk, []), pk == mine) for at, pk in enumerate(order, start=1)}


@dataclass
class Old:
    """An excerpt whose note has been changed: the words then, and where they stand now (None: nowhere)."""

    excerpt: Excerpt
    codings: list[Coding]
    now: tuple[int, int] | None


@dataclass
class Desk:
    """A note with what has been marked in it. mine, others: excerpts with `.held`, their codings of that person or
    those persons. hidden: how many others have coded in it, as long as their codes are not shown."""

    text: str
    mine: list[Any]
    others: dict[int, list[Any]]
    hidden: int
    old: list[Old]
    is_done: bool
    may_see: bool


def desk_of(note: Contribution, user, *, see_others: bool) -> Desk:
    """What one coder has before them. Others' codes are there only when this person has coded or read the note, or has
    asked to see them: two who code each for themselves see more than one. Two queries."""
    text = normalised(note.text)
    active = Coding.objects.filter(removed_at__isnull=True).select_related("code").order_by("code__name", "pk")
    excerpts = list(
        Excerpt.objects.filter(contribution=note)
        .filter(Exists(Coding.objects.filter(excerpt=OuterRef("pk"), removed_at__isnull=True)))
        .prefetch_related(Prefetch("codings", active, to_attr="active"))
        .order_by("start", "end", "pk")
    )
    is_done = CodingPass.objects.filter(contribution=note, coder=user, note_version=note.row_version).exists()
    mine: list[Any] = []
    others: dict[int, list[Any]] = {}
    old = []
    for excerpt in excerpts:
        by: dict[int, list[Coding]] = {}
        for coding in excerpt.active:
            by.setdefault(coding.coder_id, []).append(coding)
        own = by.pop(user.pk, [])
        if excerpt.note_version != note.row_version:
            if own:
                old.append(Old(excerpt, own, found_again(excerpt.text, text, excerpt.start)))
            continue
        if own:
            mine.append((excerpt, own))
        for pk, codings in by.items():
            others.setdefault(pk, []).append((excerpt, codings))
    may_see = bool(mine) or is_done or see_others
    return Desk(text, mine, others if may_see else {}, 0 if may_see else len(others), old, is_done, may_see)


def coding_of(note: Contribution, pk, user) -> Coding | None:
    """One of this coder's codings in a note that has not been taken away."""
    return Coding.objects.filter(
        pk=pk, excerpt__contribution=note, coder=user, removed_at__isnull=True
    ).select_related("code", "excerpt").first()  # fmt: skip


def old_excerpt(note: Contribution, pk, user) -> Excerpt | None:
    """An excerpt of words that the note had before, with codings of this coder. pk: as it was sent in."""
    try:
        pk = UUID(str(pk))
    except ValueError:
        return None
    return Excerpt.objects.filter(
        Exists(Coding.objects.filter(excerpt=OuterRef("pk"), coder=user, removed_at__isnull=True)),
        pk=pk, contribution=note, note_version__lt=note.row_version,
    ).first()  # fmt: skip


def codes_used_by(lab, user, places: Sequence[Place], most: int = 12) -> list[Place]:
    """The codes in use that this person put last, then the others that are newest: to tick instead of writing.
    places: the codebook. One query."""
    recent = Coding.objects.filter(code__lab=lab, coder=user).order_by("-pk").values_list("code", flat=True)[:200]
    known = {place.key: place for place in places}
    order = [*dict.fromkeys(pk for pk in recent if pk in known), *sorted(known, reverse=True)]
    return sorted((known[pk] for pk in list(dict.fromkeys(order))[:most]), key=lambda place: place.name.casefold())


def code_named(lab, name: str) -> Code | None:
    """The lab's code in use with this name, whatever its case."""
    key = name_key(name)
    for pk, known in Code.objects.filter(lab=lab, gone_at__isnull=True).values_list("pk", "name"):
        if name_key(known) == key:
            return Code.objects.get(pk=pk)
    return None


def memos_of(lab, *, code: Code | None = None, note: Contribution | None = None) -> QuerySet[Memo]:
    """Memos about a code, about a note, or about the whole."""
    rows = Memo.objects.filter(lab=lab).select_related("by")
    if code is not None:
        return rows.filter(code=code)
    if note is not None:
        return rows.filter(contribution=note)
    return rows.filter(code__isnull=True, contribution__isnull=True)
