"""What belongs to a version beside its words: carried to the next, and taken away with a draft."""

from __future__ import annotations

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from goals.analysis.words import sentences
from goals.models import Evidence, GoalMedia, GoalVersion, SentenceVoice, ValueLink
from goals.queries import usable_evidence
from hlab.core.actors import user_of

MEDIA = ("picture", "picture_type", "width", "height", "alt", "sound", "sound_type", "transcript")


def carry_parts(*, old: GoalVersion, new: GoalVersion, by, at: datetime) -> None:
    """Let a new wording begin with the usable voices of the old, the sentences they carry, its value areas and media.

    The files stay where they are and belong to both.
    """
    fields = ("contribution_id", "quote", "quoted_version", "excerpt_id")
    kept = list(usable_evidence(old).values("pk", *fields))
    rows = [
        Evidence(version=new, added_at=at, added_by=user_of(by), **{name: row[name] for name in fields}) for row in kept
    ]
    made = dict(zip((row["pk"] for row in kept), Evidence.objects.bulk_create(rows), strict=True))
    SentenceVoice.objects.bulk_create(
        SentenceVoice(version=new, sentence=tie.sentence, evidence=made[tie.evidence_id])
        for tie in old.sentence_voices.all()
        if tie.evidence_id in made
    )
    ValueLink.objects.bulk_create(
        ValueLink(version=new, area_id=link.area_id, reason=link.reason)
        for link in old.value_links.filter(area__gone_at=None)
    )
    media = GoalMedia.objects.filter(version=old).first()
    if media is not None:
        GoalMedia.objects.create(version=new, **{name: getattr(media, name) for name in MEDIA})


def remove_voices(rows: QuerySet[Evidence]) -> None:
    """Take voices out of a draft, and out of the sentences they carry."""
    SentenceVoice.objects.filter(evidence__in=rows).delete()
    rows.delete()


def drop_lost_ties(draft: GoalVersion) -> list[str]:
    """Take away the ties of sentences that are no longer in the statement. Returns those sentences, in order."""
    here = {sentence.text for sentence in sentences(draft.statement)}
    lost = draft.sentence_voices.exclude(sentence__in=here)
    words = list(dict.fromkeys(lost.values_list("sentence", flat=True)))
    lost.delete()
    return words


def forget_parts(draft: GoalVersion) -> None:
    """Take away all that belongs to a draft which is thrown away, its files too unless another version has them."""
    media = GoalMedia.objects.filter(version=draft).first()
    remove_voices(draft.evidence.all())
    draft.value_links.all().delete()
    draft.causes.all().delete()
    if media is not None:
        names = [media.picture.name, media.sound.name]
        media.delete()
        let_go(*names)


def let_go(*names: str) -> None:
    """Remove files, once the transaction holds, that no version has any more."""
    for name in filter(None, names):
        if not GoalMedia.objects.filter(Q(picture=name) | Q(sound=name)).exists():
            transaction.on_commit(lambda name=name: default_storage.delete(name))
