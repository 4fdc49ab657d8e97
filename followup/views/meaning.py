"""What people think together that figures mean: the lab's list, writing one down, and who may read it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions import meaning as acts
from followup.forms.meaning import FindForm, InterpretationForm, SubjectForm
from followup.models import Interpretation, Release
from followup.queries.meaning import (
    Laid,
    goals_to_choose,
    indicators_to_choose,
    interpretations,
    interpretations_of,
    laid,
    latest_release,
    titles_of,
    units_to_choose,
)
from followup.words.numbers import amount, period_words
from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from hlab.labs.models import Lab

PER_PAGE = 20


def around(lab: Lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page of the lab's interpretations."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Gemensamma tolkningar"), reverse("followup:interpretations", args=[lab.pk]) if steps else None),
        *steps,
    ]
    return {"lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo}


@guarded("followup.see", Lab)
def interpretation_list(request, lab: Lab):
    """The lab's interpretations, the latest first."""
    form = FindForm(request.GET, goals=goals_to_choose(lab))
    asked = form.asked()
    page = Paginator(interpretations_of(lab, **asked), PER_PAGE).get_page(request.GET.get("page"))
    titles = titles_of(row.goal_id for row in page if row.goal_id)
    query = request.GET.copy()
    query.pop("page", None)
    context = around(lab) | {
        "form": form, "page": page, "narrowed": any(asked.values()), "query": query.urlencode(),
        "rows": [(row, titles.get(row.goal_id or 0, "")) for row in page],
        "may_write": may(request, "followup.write", lab), "may_publish": may(request, "followup.publish", lab),
    }  # fmt: skip
    return render(request, "followup/meaning/list.html", context)


@guarded("followup.write", Lab)
def interpret(request, lab: Lab):
    """Write one down: first what it is about, then what was said with the figures in sight.

    ?malbild=, ?matt=, ?enhet= what it is about; ?ersatter= the one that this comes instead of.
    """
    former = interpretations().filter(lab=lab, pk=whole_number(request.GET.get("ersatter"))).first()
    asked = _asked(request, former)
    indicators = indicators_to_choose(lab)
    indicator = {str(row.pk): row for row, _name in indicators}.get(asked["matt"])
    units = units_to_choose(indicator) if indicator else []
    subject = SubjectForm(asked, goals=goals_to_choose(lab), indicators=indicators, units=units)
    chosen = subject.chosen
    context = around(lab, (_("Ny tolkning"), None)) | {"subject": subject, "former": former, "asked": asked}
    if request.method == "GET" and not ("valt" in request.GET or former):
        return render(request, "followup/meaning/subject.html", context)
    may_publish = may(request, "followup.publish", lab)
    release = _release(request, indicator)
    form = InterpretationForm(
        request.POST if request.method == "POST" else None, may_publish=may_publish,
        initial={"met_on": timezone.localdate(), "release": release.pk if release else None} | _from(former),
    )  # fmt: skip

    def save(data):
        row = acts.interpret(
            lab=lab, **chosen, release=release, replaces=former, key=data["key"], by=request.user, at=timezone.now(),
            **form.said(),
        )  # fmt: skip
        messages.success(request, _saved(row))
        return redirect("followup:interpretations", lab.pk)

    figures = laid(release, chosen["unit"]) if release and chosen["unit"] else None
    context |= {
        "figures": figures, "last": _last(figures), "release": release,
        "named": _named(subject, chosen), "may_publish": may_publish,
        "change": f"{request.path}?{urlencode({**asked, 'ersatter': former.pk if former else ''})}",
        "cancel": reverse("followup:interpretations", args=[lab.pk]),
    }  # fmt: skip
    return save_form(request, form, save, template="followup/meaning/form.html", **context)


@guarded("followup.publish", interpretations)
def openness(request, interpretation: Interpretation):
    """Let anyone read it, or only the lab, after asking."""
    back = reverse("followup:interpretations", args=[interpretation.lab_id])
    opens = not interpretation.is_public
    if request.method == "POST" and request.POST.get("confirm") == "1":
        wanted = request.POST.get("visa", "1" if opens else "0") == "1"
        acts.show(interpretation=interpretation, is_public=wanted, by=request.user, at=timezone.now())
        messages.success(request, _("Tolkningen visas på webbplatsen.") if wanted else _("Bara labbet ser tolkningen."))
        return redirect(back)
    context = around(interpretation.lab, (_("Vem som ser den"), None)) | {
        "title": _("Visa tolkningen på webbplatsen?") if opens else _("Sluta visa tolkningen på webbplatsen?"),
        "body": _("”%(question)s” blir läsbar för alla, med roller och dag.") % {"question": interpretation.question}
        if opens
        else _("”%(question)s” blir kvar för labbet. Den är en allmän handling och kan begäras ut.")
        % {"question": interpretation.question},
        "submit": _("Visa på webbplatsen") if opens else _("Visa bara för labbet"),
        "kind": "" if opens else "stop", "action": request.path, "cancel_url": back,
        "fields": [("visa", "1" if opens else "0")],
    }  # fmt: skip
    return render(request, "confirm.html", context)


# --- Inner parts ------------------------------------------------------------------------------


def _asked(request, former: Interpretation | None) -> dict[str, str]:
    """What it is about, as it was sent, or as in the one that is replaced."""
    sent = {name: request.GET.get(name, "") for name in ("malbild", "matt", "enhet")}
    if former is None or any(sent.values()):
        return sent
    return {
        "malbild": str(former.goal_id or ""), "matt": str(former.indicator_id or ""),
        "enhet": former.unit.code if former.unit else "",
    }  # fmt: skip


def _release(request, indicator) -> Release | None:
    """The figures that lay on the table: those that the form was opened with, also when newer ones have come since."""
    if indicator is None:
        return None
    sent = whole_number(request.POST.get("release"))
    rows = Release.objects.select_related("version__indicator")
    kept = rows.filter(pk=sent, version__indicator=indicator).first() if sent else None
    return kept or latest_release(indicator)


def _from(former: Interpretation | None) -> dict:
    if former is None:
        return {}
    return {"question": former.question, "roles": former.roles, "is_public": former.is_public}


def _named(subject: SubjectForm, chosen: dict) -> list[tuple[str, str]]:
    """[(label, name)] of what is chosen."""
    out = []
    for field, name in (("malbild", "goal"), ("matt", "indicator"), ("enhet", "unit")):
        if chosen[name] is not None:
            choices = dict(subject.fields[field].choices)
            out.append((str(subject.fields[field].label), str(choices[subject.data[field]])))
    return out


def _last(figures: Laid | None) -> str:
    """ "41 %, mars 2024": the last figure on the table that is shown; blank for none."""
    if figures is None or figures.last is None or figures.last.value is None:
        return ""
    said = {
        "value": amount(figures.last.value, figures.release.version), "period": period_words(figures.last.period),
    }  # fmt: skip
    return _("%(value)s, %(period)s") % said


def _saved(row: Interpretation) -> str:
    if row.is_public and row.lab.is_public:
        return _("Tolkningen är sparad och visas på webbplatsen.")
    return _("Tolkningen är sparad. Bara labbet ser den.")
