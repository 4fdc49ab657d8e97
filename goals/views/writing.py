"""From chosen notes to words: looking among notes, writing, writing on together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals import sent_in
from goals.actions.evidence import put_voices
from goals.actions.versions import create_goal, save_draft
from goals.analysis.words import sentences
from goals.forms import DraftForm, NoteFilterForm, WordsForm
from goals.models import GoalVersion
from goals.queries import (
    cautions,
    evidence_page,
    excerpts_of,
    filter_choices,
    left_behind,
    people_behind_version,
    selectable,
    versions,
)
from goals.queries.drafting import wordings
from goals.queries.lives import source_of
from goals.queries.trials import carried_by
from goals.readers import read_in_full
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.labs.enums import LIVED_PERSPECTIVES, Perspective
from hlab.labs.models import Lab
from workshops.queries import led_by_others, people_behind

PER_PAGE = 50
VOICES_PER_PAGE = 50
LOOKING = frozenset({"page", "urval"})
"""What the buttons are called that only look further among the notes."""


@guarded("goals.write", Lab)
def choose(request, lab: Lab):
    """The lab's notes to choose among for a new målbild. What is ticked follows along to other pages and filters."""
    context = _notes_to_choose(request, lab) | {"lab": lab, "is_demo": lab.is_demo}
    return render(request, "goals/choose.html", context)


@guarded("goals.write", versions)
def add_voices(request, version: GoalVersion):
    """The same for one that is being written on; those already there are marked."""
    if request.method == "POST" and not LOOKING & request.POST.keys():
        try:
            chosen = _chosen(request, version.goal.lab)
            n = put_voices(
                version=version, contribution_ids=chosen, excerpts=sent_in.marked(request.POST), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            words = ngettext("%(n)s röst lades till.", "%(n)s röster lades till.", n) % {"n": n}
            messages.success(request, words) if n else messages.info(request, _("Inga nya röster valdes."))
        return redirect("goals:edit", version.pk)
    if not version.is_open:
        return redirect("goals:version", version.pk)
    context = _notes_to_choose(request, version.goal.lab)
    context |= {
        "lab": version.goal.lab,
        "version": version,
        "there": set(version.evidence.values_list("contribution_id", flat=True)),
        "is_demo": version.goal.is_demo,
    }
    return render(request, "goals/choose.html", context)


def _notes_to_choose(request, lab) -> dict:
    """The page of notes, and what is ticked: "chosen" (note ids), "elsewhere" those of them on no note of this page.

    Sent by POST, since the notes that are chosen may be more than an address has room for. Nothing is saved.
    """
    sent = request.POST if request.method == "POST" else request.GET
    form = NoteFilterForm(sent, choices=filter_choices(lab))
    may_be_chosen = _selectable(request, lab)
    page = Paginator(form.narrow(may_be_chosen), PER_PAGE).get_page(sent.get("page"))
    ids = sent_in.ids(sent.getlist("lapp"))
    chosen = set(may_be_chosen.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return {
        "form": form,
        "page": page,
        "chosen": chosen,
        "elsewhere": sorted(chosen.difference(note.pk for note in page)),
    }


def _selectable(request, lab):
    """An editor or analyst who may not read what is still hidden in the room does not find it here either."""
    return selectable(
        lab,
        everything=may(request, "workshops.read_lab_notes", lab),
        but_shown_at=led_by_others(request.viewer, lab),
    )


def _chosen(request, lab) -> list[UUID]:
    """The notes that were sent in, if they are all among those that this person may choose from."""
    ids = {*sent_in.ids(request.POST.getlist("lapp")), *sent_in.marked(request.POST)}
    if _selectable(request, lab).filter(pk__in=ids).count() != len(ids):
        raise RuleBroken(_("Någon av lapparna går inte att använda längre. De som går att använda är kvar."))
    return sorted(ids)


@guarded("goals.write", Lab)
def create(request, lab: Lab):
    """Write a målbild of the chosen notes. Nothing is kept before it is saved.

    The choosing page sends its notes here by POST too; what is to be saved has a title, if only a blank one.
    """
    sent = request.POST if request.method == "POST" else request.GET
    saving = "title" in request.POST
    marked = sent_in.marked(sent)
    notes = list(_selectable(request, lab).filter(pk__in=[*sent_in.ids(sent.getlist("lapp")), *marked]))
    form = WordsForm(request.POST if saving else None)
    status = 200
    if saving:
        status = 422
        if form.is_valid():
            try:
                version = create_goal(
                    lab=lab,
                    contribution_ids=_chosen(request, lab),
                    quotes=sent_in.quotes(sent.getlist("citat")),
                    excerpts=marked,
                    by=request.user,
                    at=timezone.now(),
                    **form.words(),
                )
            except RuleBroken as broken:
                _say(form, broken)
                status = broken.status
            else:
                messages.success(request, _("Utkastet är sparat. Bara labbet ser det tills ni publicerar."))
                return redirect("goals:edit", version.pk)
    elif not notes:
        messages.error(request, _("Välj minst en lapp som målbilden bygger på."))
        return redirect("goals:choose", lab.pk)
    stretches = excerpts_of(notes)
    for note in notes:
        note.stretches, note.stretch = stretches.get(note.pk, []), marked.get(note.pk)
    people, speaks = people_behind(_selectable(request, lab).filter(pk__in=[note.pk for note in notes]))
    context = {
        "lab": lab,
        "form": form,
        "notes": notes,
        "quoted": set(sent_in.quotes(sent.getlist("citat"))),
        "is_demo": lab.is_demo,
        **_people(people, speaks),
    }
    return render(request, "goals/create.html", context, status=status)


@guarded("goals.write", wordings)
def edit(request, version: GoalVersion):
    """Write on together. What somebody else saved meanwhile is shown beside one's own.

    Voices that this person may not read yet are counted, and no act of theirs touches them.
    """
    if not version.is_open:
        return redirect("goals:version", version.pk)
    asked = request.POST.get("fran") or request.GET.get("page", "")
    full = read_in_full(request, version.goal.lab)
    rows, waiting = evidence_page(version, page=asked, size=VOICES_PER_PAGE, **full)
    fields = ("title", "statement", "easy_read", "level", "shifts", "what_changed", "why_changed", "row_version")
    form = DraftForm(
        request.POST if request.method == "POST" else None,
        first=version.number == 1,
        initial={name: getattr(version, name) for name in fields},
    )
    context, status = {}, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = save_draft(
                    version=version,
                    row_version=form.cleaned_data["row_version"],
                    words=form.words(),
                    seen={row.contribution_id for row in rows}.intersection(sent_in.ids(request.POST.getlist("sedd"))),
                    keep=sent_in.ids(request.POST.getlist("behall")),
                    quotes=sent_in.quotes(request.POST.getlist("citat")),
                    excerpts=sent_in.marked(request.POST),
                    ties=sent_in.ties(request.POST),
                    by=request.user,
                    at=timezone.now(),
                )
            except StaleEdit as stale:
                form.data = form.data.copy()
                form.data["row_version"] = stale.row_version  # saving once more is a choice of one's own words
                context, status = {"stale": stale}, stale.status
            except RuleBroken as broken:
                _say(form, broken)
                status = broken.status
            else:
                messages.success(request, _("Sparat."))
                for sentence in saved.lost:
                    words = _("Meningen ”%(sentence)s” står inte kvar så, och pekar inte längre på någon röst.")
                    messages.warning(request, words % {"sentence": sentence})
                there = request.POST.get("page", "")
                to = reverse("goals:edit", args=[version.pk])
                return redirect(f"{to}?page={there}#roster" if there.isdecimal() else to)
    _with_choices(rows, version, request.POST if request.method == "POST" else None)
    context |= {
        "version": version,
        "form": form,
        "evidence": rows,
        "sentences": sent_in.shown_sentences(request.POST) or [part.text for part in sentences(version.statement)],
        "waiting": waiting,
        "source": source_of(version.goal),
        "has": _has(version),
        "left_behind": left_behind(version),
        "cautions": cautions(version),
        "may_publish": may(request, "goals.publish", version),
        "is_demo": version.goal.is_demo,
        **_people(*people_behind_version(version)),
    }
    return render(request, "goals/edit.html", context, status=status)


def _with_choices(rows, version: GoalVersion, sent) -> None:
    """Give each voice what is ticked of it: as it was sent in, otherwise as it is saved."""
    stretches = excerpts_of([row.contribution for row in rows])
    tied: dict[int, set[str]] = {}
    for pk, sentence in version.sentence_voices.filter(evidence__in=[row.pk for row in rows]).values_list(
        "evidence_id", "sentence"
    ):
        tied.setdefault(pk, set()).add(sentence)
    if sent is not None:
        keep, quotes = set(sent_in.ids(sent.getlist("behall"))), sent_in.quotes(sent.getlist("citat"))
        ties, marked = sent_in.ties(sent) or {}, sent_in.marked(sent)
    for row in rows:
        note = row.contribution
        row.stretches, row.stretch, row.carries = stretches.get(note.pk, []), row.excerpt_id, tied.get(row.pk, set())
        row.old_stretch = row.excerpt if row.excerpt and row.excerpt not in row.stretches else None
        if sent is not None:
            row.dropped, row.quote = note.pk not in keep, note.pk in quotes
            row.reworded = row.quote and quotes[note.pk] not in (None, note.row_version)
            row.stretch = marked.get(note.pk, row.stretch)
            row.carries = {sentence for sentence, notes in ties.items() if note.pk in notes}


def _has(version) -> dict:
    """What there is beside the words, for the links to it. version: of `wordings`."""
    media = getattr(version, "media", None)
    return {
        "media": media is not None,
        "areas": version.areas_linked,
        "causes": version.causes_told,
        "carried": list(carried_by(version)) if version.number > 1 else [],
    }


def _people(people: int, speaks: dict[str, int]) -> dict:
    """How many people and which roles, for those who write: the counts as they are."""
    roles = [(role.label, speaks[role.value]) for role in Perspective if speaks.get(role.value)]
    return {"people": people, "roles": roles, "lacks_lived_voice": not LIVED_PERSPECTIVES & speaks.keys()}


def _say(form, broken: RuleBroken) -> None:
    form.add_error(broken.field if broken.field in form.fields else None, broken.message)
