"""Where a lab's målbilder stand, and the acts that move one on. Each act has a page that asks first."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions import checks, status
from goals.actions.versions import discard_draft, start_new_version
from goals.enums import GoalStatus
from goals.forms import AdoptForm, CheckForm, ValidateForm
from goals.forms_wording import GoalFilterForm
from goals.models import GoalVersion
from goals.queries import cautions, evidence_page, goals_of, narrowed, people_behind_version, versions
from goals.queries.lives import source_of
from goals.queries.page import about
from goals.readers import read_in_full
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.labs.enums import LIVED_PERSPECTIVES, Perspective
from hlab.labs.models import Lab

VOICES_PER_PAGE = 200
LADDER = (GoalStatus.DRAFT, GoalStatus.VALIDATED, GoalStatus.ADOPTED)


@guarded("goals.see", Lab)
def goals(request, lab: Lab):
    """The lab's målbilder with where each stands."""
    form = GoalFilterForm(request.GET or None)
    every = goals_of(lab)
    context = {
        "lab": lab,
        "form": form,
        "goals": narrowed(every, **form.chosen()) if request.GET else every,
        "any": bool(every),
        "may_write": may(request, "goals.write", lab),
        "is_demo": lab.is_demo,
    }
    return render(request, "goals/list.html", context)


@guarded("goals.see", versions)
def version(request, version: GoalVersion):
    """One version for those who work in the lab: words, people, checks, status, and what can be done next."""
    people, speaks = people_behind_version(version)
    reached = [change.status for change in version.status_changes.all()]
    latest = version.goal.versions.order_by("-number").values_list("number", flat=True)[0]
    context = {
        "version": version,
        "people": people,
        "roles": [(role.label, speaks[role.value]) for role in Perspective if speaks.get(role.value)],
        "lacks_lived_voice": not LIVED_PERSPECTIVES & speaks.keys(),
        "phases": _phases(version, reached),
        "source": source_of(version.goal),
        "about": about(version),
        "causes": version.causes.select_related("judgement", "check_record"),
        "changes": version.status_changes.all(),
        "checks": version.checks.all(),
        "cautions": cautions(version) if version.published_at is None else [],
        "is_latest": version.number == latest,
        "may_write": may(request, "goals.write", version),
        "may_check": may(request, "goals.record_check", version),
        "may_validate": may(request, "goals.validate", version),
        "may_adopt": may(request, "goals.adopt", version),
        "may_publish": may(request, "goals.publish", version),
        "may_hide": may(request, "goals.hide", version),
        "may_read_voices": may(request, "goals.read_voices", version),
        "is_demo": version.goal.is_demo,
    }
    return render(request, "goals/version.html", context)


def _phases(version: GoalVersion, reached: list[str]) -> list[tuple[str, str]]:
    if version.status == GoalStatus.REPLACED:
        done = [step for step in LADDER if step == GoalStatus.DRAFT or step in reached]
        return [(step.label, "done") for step in done] + [(GoalStatus.REPLACED.label, "now")]
    here = LADDER.index(version.status)
    return [(step.label, "done" if i < here else "now" if i == here else "") for i, step in enumerate(LADDER)]


@guarded("goals.read_voices", versions)
def voices(request, version: GoalVersion):
    """Every voice behind a version, to read aloud or print. Staff only: quotable or not.

    Those who may not read what still waits to be shown get to know how many such voices there are.
    """
    rows, waiting = evidence_page(
        version, **read_in_full(request, version.goal.lab), page=request.GET.get("page", ""),
        size=VOICES_PER_PAGE,
    )  # fmt: skip
    context = {
        "version": version,
        "page": rows,
        "evidence": [row for row in rows if row.usable],
        "waiting": waiting,
        "empty_chairs": sum(not row.usable for row in rows),
        "is_demo": version.goal.is_demo,
    }
    return render(request, "goals/voices.html", context)


@guarded("goals.record_check", versions)
def check(request, version: GoalVersion):
    """Write down that people were asked whether the målbild is theirs."""
    return _with_form(
        request, version, CheckForm, checks.record_check, checks.must_be_ready_to_check,
        title=_("Skriv in en prövning"),
        lede=_("Vilka har fått läsa målbilden, och känner de igen sig? Det som skrivs in här går inte att ändra."),
        submit=_("Skriv in prövningen"),
        done=_("Prövningen är inskriven."),
    )  # fmt: skip


@guarded("goals.validate", versions)
def validate(request, version: GoalVersion):
    """Call it validated."""
    return _with_form(
        request, version, ValidateForm, status.validate, status.must_be_ready_to_validate,
        title=_("Kalla målbilden validerad?"),
        lede=_("Det betyder att människor med egen erfarenhet har läst just de här orden och fått säga sitt."),
        submit=_("Den är validerad"),
        done=_("Målbilden är validerad."),
    )  # fmt: skip


@guarded("goals.adopt", versions)
def adopt(request, version: GoalVersion):
    """Note who adopted it and why."""
    return _with_form(
        request, version, AdoptForm, status.adopt, status.must_be_ready_to_adopt,
        title=_("Skriv in att målbilden är antagen"),
        lede=_("Vem som antagit den och varför står sedan på den publika sidan."),
        submit=_("Den är antagen"),
        done=_("Målbilden är antagen."),
    )  # fmt: skip


def _with_form(request, version, form_class, act, must_be_ready, *, title, lede, submit, done):
    """A form for an act. What must come first is said at once, before anybody has filled it in."""
    form = form_class(request.POST if request.method == "POST" else None)
    first, code = "", 200
    if request.method == "GET":
        try:
            must_be_ready(version)
        except RuleBroken as broken:
            first = broken.message
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                act(version=version, by=request.user, at=timezone.now(), **form.cleaned_data)
            except RuleBroken as broken:
                form.add_error(broken.field if broken.field in form.fields else None, broken.message)
                code = broken.status
                if broken.code == "looks_personal":
                    form.ask_anyway()
            else:
                messages.success(request, done)
                return redirect("goals:version", version.pk)
    context = {
        "version": version, "form": form, "first": first, "title": title, "lede": lede, "submit": submit,
        "is_demo": version.goal.is_demo,
    }  # fmt: skip
    return render(request, "goals/step.html", context, status=code)


@guarded("goals.write", versions)
def freeze(request, version: GoalVersion):
    """Lock the words so that they can be tried."""
    return _confirmed(
        request, version, lambda: status.freeze(version=version, by=request.user, at=timezone.now()),
        title=_("Lås orden?"),
        body=_(
            "Då kan de prövas av andra, och ingen kan ändra dem efteråt. Vill ni ändra börjar ni på en ny version."
        ),
        submit=_("Lås orden"),
        done=_("Orden är låsta och kan prövas."),
    )  # fmt: skip


@guarded("goals.write", versions)
def new_version(request, version: GoalVersion):
    """Begin on a new version of the same målbild."""
    return _confirmed(
        request, version, lambda: start_new_version(goal=version.goal, by=request.user, at=timezone.now()),
        title=_("Börja på en ny version?"),
        body=_(
            "Orden och de röster som fortfarande får användas följer med. Den version som är publik ligger kvar "
            "tills den nya publiceras."
        ),
        submit=_("Börja på en ny version"),
        done=_("Den nya versionen går att skriva i."),
        onward="goals:edit",
    )  # fmt: skip


@guarded("goals.write", versions)
def discard(request, version: GoalVersion):
    """Throw away what is being written on."""
    return _confirmed(
        request, version, lambda: discard_draft(version=version, by=request.user, at=timezone.now()),
        title=_("Kasta utkastet?"),
        body=_("Orden försvinner. Lapparna ligger kvar och kan användas i andra målbilder."),
        submit=_("Kasta utkastet"),
        done=_("Utkastet är kastat."),
        kind="stop",
        onward="goals:list",
    )  # fmt: skip


def _confirmed(request, version, act, *, title, body, submit, done, kind="", onward="goals:version"):
    """A page that asks, then the act. `onward` is where the act leads; a refusal stays here and says why."""
    error, code = "", 200
    if request.method == "POST":
        try:
            made = act()
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, done)
            there = version.goal.lab_id if onward == "goals:list" else getattr(made, "pk", version.pk)
            return redirect(onward, there)
    back = "goals:edit" if version.is_open else "goals:version"
    context = {
        "title": title, "body": body, "submit": submit, "kind": kind, "error": error, "action": request.path,
        "cancel_url": reverse(back, args=[version.pk]), "is_demo": version.goal.is_demo,
        "crumbs": [
            (version.goal.lab.name, reverse("labs:detail", args=[version.goal.lab_id])),
            (_("Målbilder"), reverse("goals:list", args=[version.goal.lab_id])),
            (version.title, None),
        ],
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)
