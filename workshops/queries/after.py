"""After a session, and beside it: who listens and what they wrote, summaries and corrections, the log."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from hlab.accounts.models import User
from hlab.labs.enums import LabRole
from hlab.labs.queries import roles_of
from workshops.enums import Anonymity
from workshops.models import (
    Contribution,
    Correction,
    ListenerNote,
    Participation,
    Placement,
    Reflection,
    Site,
    Summary,
    Workshop,
)
from workshops.queries.notes import contributions, is_out, is_shown, may_be_used

_APART = frozenset({LabRole.LISTENER, LabRole.RESEARCHER})


def follows_only(viewer, lab_id: int) -> bool:
    """Whether the viewer reads as a following researcher and in no other way."""
    roles = roles_of(viewer).get(lab_id, set())
    return LabRole.RESEARCHER in roles and roles <= _APART


def listens_only(viewer, lab_id: int) -> bool:
    """Whether the viewer is here to listen and for nothing else: no participant, and nobody who leads."""
    roles = roles_of(viewer).get(lab_id, set())
    return LabRole.LISTENER in roles and roles <= _APART


def for_reader(notes: QuerySet[Contribution], viewer, lab_id: int) -> QuerySet[Contribution]:
    """The notes that this viewer may read of those: a following researcher's are agreed to analysis."""
    return notes.filter(consent_analysis=True) if follows_only(viewer, lab_id) else notes


# --- Those who listen -------------------------------------------------------------------------


def listeners_of(workshop: Workshop) -> list[str]:
    """Where those who listen come from, for the participants to know: organisations, never names. "" stands for
    somebody who belongs to none."""
    people = User.objects.filter(
        memberships__lab=workshop.lab_id, memberships__role=LabRole.LISTENER, is_active=True
    )  # fmt: skip
    found = set(people.order_by().values_list("organisation__name", flat=True))
    return sorted((name or "" for name in found), key=lambda name: (not name, name.casefold()))


def listened_by(user, workshop: Workshop) -> QuerySet[ListenerNote]:
    """What one person has written for themselves in a session. There is no way to anybody else's."""
    mine = ListenerNote.objects.filter(user=user, workshop=workshop)
    return mine.select_related("exercise").order_by("created_at", "pk")


def heard(workshop: Workshop, viewer) -> QuerySet[Contribution]:
    """What a listener reads: the notes that have been shown at their sites, in the programme's order."""
    notes = contributions().filter(is_shown(), exercise__workshop=workshop)
    return for_reader(notes, viewer, workshop.lab_id).order_by(
        "exercise__position", "site__position", "created_at", "pk"
    )


# --- Summaries --------------------------------------------------------------------------------


def latest_summary(site: Site) -> Summary | None:
    """The newest version that has been sent to a site's participants."""
    return Summary.objects.filter(site=site).select_related("site__workshop__lab").order_by("-number").first()


def summaries_of(site: Site) -> QuerySet[Summary]:
    """Every version of a site, newest first."""
    return Summary.objects.filter(site=site).order_by("-number")


def summaries_for(receipt) -> list[Summary]:
    """The newest summary of each session that the person has taken part in, newest session first."""
    newest = Summary.objects.filter(site=OuterRef("site")).order_by("-number").values("pk")[:1]
    found = Summary.objects.filter(
        site__participations__receipt=receipt, site__workshop__rehearsal_of=None, pk=Subquery(newest)
    )  # fmt: skip
    return list(found.select_related("site__workshop").order_by("-site__workshop__starts_at", "-pk"))


def summarised_notes(site: Site) -> tuple[dict, set[str]]:
    """({id: note} that may still be read at the site and be part of a summary, ids of those that have been taken
    back), ids as text."""
    there = Contribution.objects.filter(site=site)
    shown = there.filter(is_shown(), consent_analysis=True).select_related("participation", "group")
    shown = shown.order_by("created_at", "pk")
    taken_back = there.filter(withdrawn_at__isnull=False).values_list("pk", flat=True)
    return {str(note.pk): note for note in shown}, {str(pk) for pk in taken_back}


def placed_at(site: Site) -> QuerySet:
    """(sorting step, theme, note) of the notes that lie in a theme at a site, in the themes' order."""
    rows = Placement.objects.filter(cluster__site=site, cluster__gone_at=None)
    return rows.order_by("cluster__position", "cluster", "at", "pk").values_list(
        "exercise", "cluster", "cluster__title", "contribution"
    )


def own_ids(place: Participation) -> set[str]:
    """Ids of the notes that are known to be this person's own; what they said in an anonymous step is not."""
    mine = Contribution.objects.filter(participation=place, withdrawn_at=None)
    return {str(pk) for pk in mine.exclude(exercise__anonymity=Anonymity.ANONYMOUS).values_list("pk", flat=True)}


def corrections_by(place: Participation) -> list[Correction]:
    """What one person has said of the summaries of their session, newest first."""
    mine = Correction.objects.filter(participation=place).select_related("summary", "contribution")
    return list(mine.order_by("-summary__number", "created_at", "pk"))


def corrections_at(site: Site) -> list[Correction]:
    """What was said of a site's summaries: those who wait for an answer first. Those who only agree are not listed."""
    wrong = Correction.objects.filter(summary__site=site, agrees=False)
    return list(
        wrong.select_related("summary", "contribution").order_by("answered_at", "-summary__number", "created_at", "pk")
    )


def correction_at(site: Site, pk: int) -> Correction | None:
    """One correction of a site's summaries."""
    return Correction.objects.filter(pk=pk, summary__site=site).select_related("summary").first()


# --- The log ----------------------------------------------------------------------------------


def reflections() -> QuerySet[Reflection]:
    """Entries of logs, with whose they are and where."""
    return Reflection.objects.select_related("workshop__lab", "site", "user")


def log_of(workshop: Workshop, *, only_by=None) -> list[Reflection]:
    """The log of a session, newest day first. only_by: the entries of one person."""
    rows = reflections().filter(workshop=workshop)
    if only_by is not None:
        rows = rows.filter(user=only_by)
    return list(rows.order_by("-day", "-created_at", "-pk"))


def written_by(user) -> dict:
    """What somebody with a log-in has written beside sessions, for their own copy."""
    notes = ListenerNote.objects.filter(user=user).select_related("workshop").order_by("created_at", "pk")
    entries = Reflection.objects.filter(user=user).select_related("workshop").order_by("created_at", "pk")
    return {
        "anteckningar": [
            {"verkstad": note.workshop.title, "skriven": note.created_at.isoformat(), "text": note.text}
            for note in notes
        ],
        "logg": [
            {"verkstad": row.workshop.title, "dag": row.day.isoformat(), "hände": row.happened, "tyst": row.quiet,
             "ändrade": row.changed, "lärde": row.learned}
            for row in entries
        ],
    }  # fmt: skip


# --- The report -------------------------------------------------------------------------------


def reported_notes(workshop: Workshop, *, in_full: Iterable[int]) -> QuerySet[Contribution]:
    """The notes of a report: agreed to analysis, not held, and shown or of the sites in_full. Notes that were taken
    back are among them, as empty chairs: nothing of them may be told but where they stood."""
    notes = contributions().filter(
        may_be_used(), Q(site__in=list(in_full)) | is_out(),
        Q(withdrawn_at__isnull=False) | Q(consent_analysis=True),
        exercise__workshop=workshop, hold="",
    )  # fmt: skip
    return notes.order_by("exercise__position", "site__position", "created_at", "pk")
