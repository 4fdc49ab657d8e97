"""What several coders talk about: where they differ, how far they agree, when stories bring nothing new, and memos."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.actions.coding import change_memo, write_memo
from goals.analysis.columns import NARROW, WIDE, columns
from goals.analysis.saturation import saturation as counted
from goals.forms_coding import MemoForm
from goals.models import Code, Memo
from goals.queries.codebook import tree_of
from goals.queries.codetalk import readings, stories_of
from goals.queries.coding import coders_of
from goals.views.coding_book import _book
from goals.views.coding_frame import frame, notes_for
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from hlab.labs.models import Lab
from hlab.stats.agreement import DRAWS, Reason, per_code

CODES, NOTES, STEPS = 20, 20, 50
CELLS = 2_000_000  # draws × units for one code: more units, fewer draws


@guarded("goals.write", Lab)
def agreement(request, lab: Lab):
    """Notes that coders have read in different ways, and alpha per code. The unit is the note, whole."""
    notes = notes_for(request, lab)
    read = readings(lab, notes)
    compared, differing = read.compared, read.differing
    coders = coders_of(lab, request.user)
    places = {place.key: place for place in tree_of(lab)}
    page = Paginator(differing, NOTES).get_page(request.GET.get("lappar"))
    texts = {note.pk: note for note in notes.filter(pk__in=list(page))}
    used = {code for row in compared.values() for put in row.values() for code in put}
    codes = Paginator([key for key in places if key in used], CODES).get_page(request.GET.get("page"))
    draws = max(100, min(DRAWS, CELLS // max(1, len(compared))))
    found = per_code(compared, list(codes), draws=draws, seed=lab.pk)
    context = frame(lab, _("Samstämmighet"), tab="agreement", above=_book(lab)) | {
        "page": codes,
        "notes": page,
        "differ": [(texts[pk], _side_by_side(compared[pk], coders, places)) for pk in page if pk in texts],
        "rows": [(places[key], _in_words(found[key])) for key in codes],
        "n": len(compared),
        "coders": len({coder for row in compared.values() for coder in row}),
        "n_differ": len(differing),
    }
    return render(request, "goals/coding/agreement.html", context)


def _side_by_side(row: dict, coders: dict, places: dict) -> list[tuple[str, list[str]]]:
    """[(coder, names of the codes)]; those that not all have put stand first."""
    shared = set.intersection(*row.values())
    order = {code: (code in shared, places[code].path) for put in row.values() for code in put if code in places}
    return [
        (coders[pk].label, [places[code].name for code in sorted(put & order.keys(), key=order.__getitem__)])
        for pk, put in sorted(row.items(), key=lambda item: coders[item[0]].number)
    ]


def _in_words(told) -> dict:
    why = {
        Reason.ONE_CODER: _("Bara en person har kodat."),
        Reason.NO_PAIRS: _("Ingen lapp har lästs av två."),
        Reason.ONE_VALUE: _("Går inte att beräkna: alla gjorde samma val överallt."),
    }
    interval = told.interval
    return {
        "alpha": None if told.alpha is None else _two(told.alpha),
        "why": why.get(told.reason, ""),
        "units": told.units,
        "coders": told.coders,
        "put": told.counts.get(True, 0),
        "interval": _("%(low)s till %(high)s") % {"low": _two(interval.low), "high": _two(interval.high)}
        if interval
        else "",
    }


def _two(value: float) -> str:
    """With two decimals, and a minus that is one."""
    return str(number_format(round(value, 2) + 0.0, 2)).replace("-", "\N{MINUS SIGN}")


@guarded("goals.write", Lab)
def saturation(request, lab: Lab):
    """How many codes each further story brought that none before it had."""
    told = counted(stories_of(lab, notes_for(request, lab)), seed=lab.pk)
    new = [len(step.new) for step in told.steps]
    page = Paginator(told.steps, STEPS).get_page(request.GET.get("page"))
    names = dict(Code.objects.filter(pk__in=[code for step in page for code in step.new]).values_list("pk", "name"))
    means = {band.place: band.mean for band in told.band}
    context = frame(lab, _("Nytt i varje berättelse"), tab="saturation", above=_book(lab)) | {
        "told": told,
        "wide": columns(new, WIDE),
        "narrow": columns(new, NARROW),
        "page": page,
        "steps": [
            (step, [names.get(code, "") for code in step.new], number_format(round(means[step.place], 1), 1))
            for step in page
        ],
        "message": _message(told),
        "rests_on": _rests_on(told),
    }
    return render(request, "goals/coding/saturation.html", context)


def _message(told) -> str:
    """What the picture says, in a sentence with counts."""
    late = told.late
    if late is None:
        return _("Det är för få berättelser för att säga om det slutar komma nytt.")
    last = ngettext(
        "De %(run)s senaste berättelserna gav %(n)s ny kod.", "De %(run)s senaste berättelserna gav %(n)s nya koder.",
        late.new_in_run,
    ) % {"run": late.run, "n": late.new_in_run}  # fmt: skip
    first = ngettext(
        "De %(base)s första gav %(n)s kod.", "De %(base)s första gav %(n)s koder.", late.in_base
    ) % {"base": late.base, "n": late.in_base}  # fmt: skip
    return f"{last} {first}"


def _rests_on(told) -> str:
    people = ngettext(
        "Bygger på %(n)s persons berättelser.", "Bygger på %(n)s personers berättelser.", told.persons
    ) % {"n": told.persons}  # fmt: skip
    if not told.unknown:
        return people
    more = ngettext(
        "Vem som står bakom %(n)s berättelse vet vi inte.", "Vilka som står bakom %(n)s berättelser vet vi inte.",
        told.unknown,
    ) % {"n": told.unknown}  # fmt: skip
    return f"{people} {more}"


@guarded("goals.write", Lab)
def memos(request, lab: Lab):
    """What the coders have thought, about everything. One's own can be changed (?andra=)."""
    mine = None
    wanted = whole_number(request.GET.get("andra"))
    if wanted:
        mine = Memo.objects.select_related("code", "lab").filter(lab=lab, pk=wanted, by=request.user).first()
    form = MemoForm(
        request.POST if request.method == "POST" else None,
        initial={"text": mine.text, "row_version": mine.row_version} if mine else None,
    )
    status, stale = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if mine is not None:
                    change_memo(
                        memo=mine, text=form.cleaned_data["text"], row_version=form.cleaned_data["row_version"] or 0,
                        by=request.user, at=timezone.now(),
                    )  # fmt: skip
                else:
                    write_memo(lab=lab, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
            except StaleEdit as broken:
                form.data = form.data.copy()
                form.data["row_version"] = broken.row_version
                stale, status = broken, broken.status
            except RuleBroken as broken:
                form.add_error("text", broken.message)
            else:
                messages.success(request, _("Anteckningen är sparad."))
                return redirect("goals:memos", lab.pk)
    readable = notes_for(request, lab).order_by().prefetch_related(None).values("pk")
    rows = Memo.objects.filter(Q(contribution__isnull=True) | Q(contribution__in=readable), lab=lab)
    page = Paginator(rows.select_related("code", "by").order_by("-at", "-pk"), NOTES).get_page(request.GET.get("page"))
    coders = coders_of(lab, request.user)
    for memo in page:
        memo.coder = (
            coders[memo.by_id].label if memo.by_id in coders else _("Du") if memo.by_id == request.user.pk else ""
        )
    context = frame(lab, _("Anteckningar"), tab="memos", above=_book(lab)) | {
        "form": form, "page": page, "mine": mine, "stale": stale,
    }  # fmt: skip
    return render(request, "goals/coding/memos.html", context, status=status)
