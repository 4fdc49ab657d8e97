"""Staff pages of labs: mine, one, its history."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hlab.accounts.queries import happenings, has_second_factor
from hlab.core.access import guarded, may, signed_in
from hlab.core.forms import save_form
from hlab.labs import rooms
from hlab.labs.actions import labs as acts
from hlab.labs.forms import FrameForm, NewLabForm, QuestionForm
from hlab.labs.models import Lab
from hlab.labs.queries import (
    actor_groups,
    actor_picture,
    audit_of,
    lab_for_page,
    labs_of,
    members_of,
    missing,
)
from hlab.labs.views.trail import around, home

PER_PAGE = 50


@signed_in
@require_safe
def mine(request):
    """The labs where the viewer has a role."""
    labs = labs_of(request.viewer)
    lines = rooms.lines((lab.pk for lab in labs), request.viewer)
    context = {
        "labs": [(lab, lines[lab.pk]) for lab in labs],
        "may_create": may(request, "labs.create"),
        "second_factor": has_second_factor(request.user),
        "is_demo": any(lab.is_demo for lab in labs),
    }
    return render(request, "labs/mine.html", context)


@guarded("labs.see", lab_for_page)
@require_safe
def detail(request, lab: Lab):
    """One lab: question, what is open and decided, who is around the person, what goes on."""
    may_change = may(request, "labs.change", lab)
    context = around(lab) | {
        "missing": [(sentence, _where(lab, part)) for part, sentence in missing(lab)],
        "rooms": rooms.sections(lab, request.viewer),
        "actor_groups": actor_groups(lab),
        "picture": actor_picture(lab),
        "members": members_of(lab),
        "frame": _frame(lab),
        "may_change": may_change,
        "may_see_history": may(request, "labs.history", lab),
    }
    context["crumbs"][-1] = (lab.name, None)
    return render(request, "labs/detail.html", context)


def _where(lab: Lab, part: str) -> str:
    """The page on which what is missing can be written."""
    return reverse({"frame": "labs:frame", "actors": "labs:add_actor"}.get(part, "labs:principals"), args=[lab.pk])


def _frame(lab: Lab) -> list[tuple[str, str]]:
    not_yet = _("Inte skrivet ännu")
    date = date_format(lab.decision_by, "j F Y") if lab.decision_by else ""
    by_when = _("senast %(date)s") % {"date": date} if date else ""
    rows = [
        (_("Det här går att påverka"), lab.open_scope or not_yet),
        (_("Det här är redan bestämt"), lab.closed_scope or not_yet),
        (_("Det här kan ingen här bestämma"), lab.nobody_here),
        (_("Beslut fattas av"), ", ".join(filter(None, [lab.decider or not_yet, by_when]))),
        (_("Nivå"), lab.get_level_display()),
    ]
    return [(term, text) for term, text in rows if text]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """A new lab, by an administrator."""
    if not may(request, "labs.create"):
        raise Http404

    def save(data):
        data.pop("row_version")
        lead = data.pop("email") or request.user
        lab = acts.create_lab(by=request.user, at=timezone.now(), lead=lead, **data)
        messages.success(request, _("Labbet finns nu. Fortsätt med det som behövs innan en verkstad kan öppnas."))
        return redirect("labs:detail", pk=lab.pk)

    return save_form(
        request,
        NewLabForm(request.POST or None),
        save,
        template="labs/form.html",
        title=_("Starta ett labb"),
        lede=_(
            "Ett labb samlas kring en fråga. Börja med den och med människorna det gäller, inte med organisationen."
        ),
        submit=_("Starta labbet"),
        crumbs=[(_("Mina labb"), reverse("labs:mine")), (_("Nytt"), None)],
        cancel=reverse("labs:mine"),
    )


def _change(request, lab: Lab, form_class, *, part: str, **context):
    def save(data):
        acts.change_lab(lab=lab, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Ändringen är sparad."))
        return redirect(home(lab, part))

    form = form_class(request.POST or None, instance=lab)
    return save_form(request, form, save, template="labs/form.html", **around(lab, (context["title"], None)) | context)


@guarded("labs.change", Lab)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, lab: Lab):
    """The question, the purpose, the people."""
    return _change(request, lab, QuestionForm, part="", title=_("Ändra frågan och syftet"))


@guarded("labs.change", Lab)
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request, lab: Lab):
    """What is open, what is decided, and who decides."""
    lede = _("Deltagarna läser det här innan de lägger sin tid. Skriv som till en granne, högst 150 ord tillsammans.")
    return _change(request, lab, FrameForm, part="ram", title=_("Öppet och bestämt"), lede=lede)


@guarded("labs.history", Lab)
@require_safe
def history(request, lab: Lab):
    """What has happened, without anyone's words."""
    page = Paginator(audit_of(lab), PER_PAGE).get_page(request.GET.get("page"))
    context = around(lab, (_("Händelser"), None)) | {"page": page, "happenings": happenings(page)}
    return render(request, "labs/history.html", context)
