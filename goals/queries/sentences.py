"""A statement sentence by sentence, each with what may be told of the voices that carry it."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, F, Subquery, Window
from django.db.models.functions import RowNumber

from goals.analysis.words import sentences
from goals.models import GoalVersion, SentenceVoice
from goals.queries.people import release_of
from goals.queries.voices import shown_voices, told_voice
from hlab.stats.releases import Release, Size
from hlab.stats.suppression import DEFAULT_K
from workshops.enums import Speaker

FIRST_OF_A_SENTENCE = 3


def told_sentences(version: GoalVersion) -> tuple[list[dict], int]:
    """([{"n", "text", "gap", "voices", "more", "at_least", "behind"}] of a frozen version, in order; how many voices of
    the whole version may be read, 0 where no sentence has any). One query.

    gap: what stands before it, "" (a space), "line" or "paragraph". voices: the first that may be read by all; more:
    how many there are beside them. at_least: people behind the sentence, told in whole fives from 5 and never above
    what is told of the whole; None when too few. behind: whether there is anything to lead to.
    """
    release = release_of(version)
    people = version.written.get("people", {}) if release.size in (Size.EXACT, Size.LEAST) else {}
    voices, in_all = _voices(version, release) if people else ({}, 0)
    out: list[dict] = []
    end = 0
    for n, part in enumerate(sentences(version.statement), 1):
        quoted, of_it = voices.get(part.text, ([], 0))
        at_least = _in_fives(people.get(part.text, 0), release)
        between = version.statement[end : part.start]
        gap = "paragraph" if between.count("\n") > 1 else "line" if "\n" in between else ""
        out.append(
            {
                "n": n,
                "text": part.text,
                "gap": gap,
                "voices": quoted,
                "more": of_it - len(quoted),
                "at_least": at_least,
                "behind": bool(quoted or at_least),
            }
        )
        end = part.end
    return out, in_all


def people_of_sentences(version: GoalVersion) -> dict[str, int]:
    """{sentence: different people whose voices carry it}. A table or somebody unknown is no person, as elsewhere."""
    behind: dict[str, set] = defaultdict(set)
    place = "evidence__contribution__participation"
    rows = version.sentence_voices.values_list("sentence", f"{place}_id", f"{place}__receipt_id", f"{place}__voice")
    for sentence, pk, receipt, voice in rows:
        behind[sentence] |= {receipt or pk} if voice == Speaker.PERSON else set()
    return {sentence: len(who) for sentence, who in behind.items()}


def _in_fives(people: int, release: Release) -> int | None:
    return min(people // DEFAULT_K * DEFAULT_K, release.n) if people >= DEFAULT_K else None


def _voices(version: GoalVersion, release: Release) -> tuple[dict[str, tuple[list[dict], int]], int]:
    """({sentence: (its first voices, how many it has)}, how many the version has)."""
    first = [F("evidence__contribution__created_at").asc(), F("evidence_id").asc()]
    shown = shown_voices(version).order_by()
    of_all = shown.values("version").annotate(n=Count("pk")).values("n")
    rows = (
        SentenceVoice.objects.filter(version=version, evidence__in=shown)
        .annotate(
            rank=Window(RowNumber(), partition_by=[F("sentence")], order_by=first),
            of_it=Window(Count("*"), partition_by=[F("sentence")]),
            of_all=Subquery(of_all),
        )
        .filter(rank__lte=FIRST_OF_A_SENTENCE)
        .select_related("evidence__contribution", "evidence__excerpt")
        .order_by("rank", "evidence__contribution__created_at", "evidence_id")
    )
    out: dict[str, tuple[list[dict], int]] = {}
    in_all = 0
    for row in rows:
        in_all = row.of_all
        voice = told_voice(row.evidence, release) | {"evidence": row.evidence_id}
        out.setdefault(row.sentence, ([], row.of_it))[0].append(voice)
    return out, in_all
