"""A lab's codebook: codes as a tree, how much lies under each, and what has become of each.

`notes` is everywhere the notes that the reader may use (`goals.queries.selectable`): what somebody may not read in the
room is neither shown nor counted here. An excerpt stands as long as its note has the words it was taken from.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from goals.analysis.codetree import Entry, Place, in_order
from goals.enums import CodeAct
from goals.models import Code, CodeEvent, Coding, DismissedCoding, Excerpt
from workshops.enums import Speaker
from workshops.models import Contribution
from workshops.queries import usable_contributions

MOST_CODES = 5000
"""Codes of a lab, those that are gone included."""


def entries(lab) -> list[Entry]:
    """Every code of the lab, for `goals.analysis.codetree`. One query."""
    rows = Code.objects.filter(lab=lab).values_list("pk", "parent_id", "name", "gone_at")
    return [Entry(pk, parent, name, gone is not None) for pk, parent, name, gone in rows]


def tree_of(lab) -> list[Place]:
    """The lab's codes in use, in the order of the codebook."""
    return in_order(entries(lab))


def code_in(lab, pk) -> Code | None:
    """A code of this lab, in use or not; None for one of another lab."""
    return Code.objects.select_related("lab", "parent", "merged_into").filter(lab=lab, pk=pk).first()


def only_ids(notes: QuerySet[Contribution]) -> QuerySet:
    """The notes as ids, for a condition."""
    return notes.order_by().prefetch_related(None).values("pk")


def standing(notes: QuerySet[Contribution]) -> QuerySet[Coding]:
    """Codings that hold: not taken away, of notes that may be used and read, in words that have not been changed."""
    return Coding.objects.filter(
        removed_at__isnull=True,
        excerpt__contribution__in=only_ids(notes),
        excerpt__note_version=F("excerpt__contribution__row_version"),
    )


def _person() -> Case:
    """Who is behind a coded note, as one text: by receipt where there is one; none for a table and for somebody
    unknown, as in `workshops.queries.people_behind`."""
    place = "excerpt__contribution__participation"
    return Case(
        When(~Q(**{f"{place}__voice": Speaker.PERSON}), then=Value(None, CharField())),
        When(
            **{f"{place}__receipt__isnull": False},
            then=Concat(Value("r"), Cast(f"{place}__receipt_id", CharField()), output_field=CharField()),
        ),
        default=Concat(Value("p"), Cast(place, CharField()), output_field=CharField()),
        output_field=CharField(),
    )


def counts_of(codes: Collection[int], notes: QuerySet[Contribution]) -> dict[int, dict[str, int]]:
    """{code id: {"excerpts", "notes", "people"}} of codes that have any. Codes below are not counted in. One query."""
    rows = (
        standing(notes)
        .filter(code__in=list(codes))
        .order_by()
        .annotate(person=_person())
        .values("code_id")
        .annotate(
            excerpts=Count("excerpt", distinct=True),
            notes=Count("excerpt__contribution", distinct=True),
            people=Count("person", distinct=True),
        )
    )
    return {
        code: {"excerpts": excerpts, "notes": told, "people": people}
        for code, excerpts, told, people in rows.values_list("code_id", "excerpts", "notes", "people")
    }


def excerpts_of(code: Code, notes: QuerySet[Contribution]) -> QuerySet[Excerpt]:
    """The excerpts under a code that hold, by note; `coders`: how many people put them there."""
    held = standing(notes).filter(code=code)
    return (
        Excerpt.objects.filter(pk__in=held.order_by().values("excerpt"))
        .annotate(
            coders=Count(
                "codings__coder", filter=Q(codings__code=code, codings__removed_at__isnull=True), distinct=True
            )
        )
        .select_related("contribution__participation", "contribution__exercise__workshop")
        .order_by("contribution__created_at", "contribution_id", "start", "end")
    )


def set_aside(code: Code, notes: QuerySet[Contribution]) -> dict[str, int]:
    """{"chairs", "changed"}: excerpts under a code whose note may no longer be used, and those whose note has other
    words now. Both are left out of every list, count and file."""
    coded = Coding.objects.filter(code=code, removed_at__isnull=True).order_by()
    usable = only_ids(usable_contributions(code.lab))
    changed = coded.filter(
        excerpt__contribution__in=only_ids(notes), excerpt__note_version__lt=F("excerpt__contribution__row_version")
    )
    return {
        "chairs": coded.exclude(excerpt__contribution__in=usable).values("excerpt").distinct().count(),
        "changed": changed.values("excerpt").distinct().count(),
    }


def history_of(code: Code) -> list[CodeEvent]:
    """What has been done with a code, newest first; also where it took in another or gave to one."""
    rows = CodeEvent.objects.filter(Q(code=code) | Q(other=code)).select_related("code", "other", "by")
    return list(rows.order_by("-at", "-pk")[:100])


def last_merge(code: Code) -> CodeEvent | None:
    """The merging that a code was last taken in by."""
    return code.events.filter(act=CodeAct.MERGE).order_by("-at", "-pk").first()


def split_from(code: Code) -> Code | None:
    """The code that this one was split from, if it is in use still."""
    event = code.events.filter(act=CodeAct.SPLIT).select_related("other").first()
    return event.other if event and event.other and event.other.gone_at is None else None


def candidates(code: Code, notes: QuerySet[Contribution], words: Collection[str], most: int) -> list[Contribution]:
    """Notes that have one of the words, are not under the code and have not been said no to: to compare with it."""
    if not words:
        return []
    coded = Coding.objects.filter(code=code, removed_at__isnull=True).order_by().values("excerpt__contribution")
    no = DismissedCoding.objects.filter(code=code).values("contribution")
    asked = Q()
    for word in words:
        asked |= Q(text__icontains=word)
    return list(notes.filter(asked).exclude(pk__in=coded).exclude(pk__in=no)[:most])
