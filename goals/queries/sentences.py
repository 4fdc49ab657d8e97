"""A statement sentence by sentence, each with what may be told of the voices that carry it."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from goals.analysis.words import sentences
from goals.models import GoalVersion, SentenceVoice
from goals.queries.people import release_of
from goals.queries.voices import shown_voices, told_voice
from hlab.stats.releases import Release, Size
from hlab.stats.suppression import DEFAULT_K
from workshops.enums import Speaker

FIRST_OF_A_SENTENCE = 3


def told_sentences(version: GoalVersion) -> list[dict]:
    """[{"n", "text", "gap", "voices", "more", "at_least", "behind"}] of a frozen version, in order. One query.

    gap: what stands before it, "" (a space), "line" or "paragraph". voices: the first that may be read by all; more:
    how many there are beside them. at_least: people behind the sentence, told in whole fives from 5 and never above
    what is told of the whole; None when too few. behind: whether there is anything to lead to.
    """
    release = release_of(version)
    people = version.written.get("people", {}) if release.size in (Size.EXACT, Size.LEAST) else {}
    voices = _voices(version, release) if people else {}
    out: list[dict] = []
    end = 0
    for n, part in enumerate(sentences(version.statement), 1):
        quoted, in_all = voices.get(part.text, ([], 0))
        at_least = _in_fives(people.get(part.text, 0), release)
        between = version.statement[end : part.start]
        gap = "paragraph" if between.count("\n") > 1 else "line" if "\n" in between else ""
        out.append(
            {
                "n": n,
                "text": part.text,
                "gap": gap,
                "voices": quoted,
                "more": in_all - len(quoted),
                "at_least": at_least,
                "behind": bool(quoted or at_least),
            }
        )
        end = part.end
    return out


def people_of_sentences(version: GoalVersion) -> dict[str, int]:
    """{sentence: different people whose voices carry it}. A table or somebody unknown is no person, as elsewhere."""
    behind = defaultdict(set)
    place = "evidence__contribution__participation"
    rows = version.sentence_voices.values_list("sentence", f"{place}_id", f"{place}__receipt_id", f"{place}__voice")
    for sentence, pk, receipt, voice in rows:
        behind[sentence] |= {receipt or pk} if voice == Speaker.PERSON else set()
    return {sentence: len(who) for sentence, who in behind.items()}


def _in_fives(people: int, release: Release) -> int | None:
    return min(people // DEFAULT_K * DEFAULT_K, release.n) if people >= DEFAULT_K else None


def _voices(version: GoalVersion, release: Release) -> dict[str, tuple[list[dict], int]]:
    """{sentence: (its first voices, how many it has)}."""
    first = [F("evidence__contribution__created_at").asc(), F("evidence_id").asc()]
    rows = (
        SentenceVoice.objects.filter(version=version, evidence__in=shown_voices(version).order_by())
        .annotate(
            rank=Window(RowNumber(), partition_by=[F("sentence")], order_by=first),
            in_all=Window(Count("*"), partition_by=[F("sentence")]),
        )
        .filter(rank__lte=FIRST_OF_A_SENTENCE)
        .select_related("evidence__contribution", "evidence__excerpt")
        .order_by("rank")
    )
    out: dict[str, tuple[list[dict], int]] = {}
    for row in rows:
        out.setdefault(row.sentence, ([], row.in_all))[0].append(told_voice(row.evidence, release))
    return out
