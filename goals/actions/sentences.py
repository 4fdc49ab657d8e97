"""Which voices carry which sentence of a statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from goals.actions.evidence import locked_draft
from goals.analysis.words import sentences
from goals.models import GoalVersion, SentenceVoice
from hlab.core.actions.audit import record


@transaction.atomic
def tie_sentences(*, version: GoalVersion, ties: Mapping[str, Collection], seen: Collection, by, at: datetime) -> list:
    """Let the voices somebody had before them (`seen`, note ids) carry these sentences and no others.

    ties: {sentence as it reads: note ids}. Voices that are not among the seen keep what they carry. Returns the
    sentences that do not stand in the statement any more, and were therefore not tied. Raises RuleBroken when the
    words are frozen.
    """
    draft = locked_draft(version)
    here = {sentence.text for sentence in sentences(draft.statement)}
    seen_ids = {str(pk) for pk in seen}
    rows = {str(note): pk for pk, note in draft.evidence.values_list("pk", "contribution_id") if str(note) in seen_ids}
    wanted = {(text, rows[note]) for text in here & ties.keys() for note in map(str, ties[text]) if note in rows}
    old = {
        (tie.sentence, tie.evidence_id): tie.pk for tie in draft.sentence_voices.filter(evidence__in=[*rows.values()])
    }
    SentenceVoice.objects.filter(pk__in=[old[pair] for pair in old.keys() - wanted]).delete()
    new = sorted(wanted - old.keys())
    SentenceVoice.objects.bulk_create(
        SentenceVoice(version=draft, sentence=text, evidence_id=evidence) for text, evidence in new
    )
    if wanted != old.keys():
        record(act="goal.sentences_tied", subject=draft, by=by, at=at, lab_id=draft.lab_id, n=len(wanted))
    return [text for text, notes in ties.items() if notes and text not in here]
