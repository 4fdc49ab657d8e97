"""The codebook of a lab: the tree, a code, and what is done with codes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.actions import codebook, coderework
from goals.actions.coding import write_memo
from goals.forms_coding import CodeForm, MemoForm, MergeForm, SplitForm
from goals.models import Code
from goals.queries.codebook import (
    counts_of,
    excerpts_of,
    history_of,
    set_aside,
    split_from,
    tree_of,
)
from goals.queries.coding import how_far, memos_of
from goals.views.coding_frame import code_or_404, frame, notes_for, say
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.labs.models import Lab

PER_PAGE, EXCERPTS, TO_SPLIT = 100, 30, 200


def _book(lab: Lab) -> tuple:
    return ((_("Kodbok"), reverse("goals:codebook", args=[lab.pk])),)


def _page_of_code(code: Code):
    return redirect("goals:code", code.lab_id, code.pk)


@guarded("goals.write", Lab)
def book(request, lab: Lab):
    """The tree with how much lies under each code. ?sok= narrows by name; ?borta=1 shows those not in use."""
    places = tree_of(lab)
    asked = request.GET.get("sok", "").strip()[:100]
    found = [place for place in places if asked.casefold() in place.path.casefold()] if asked else places
    gone = request.GET.get("borta") == "1"
    source = Code.objects.filter(lab=lab, gone_at__isnull=False).select_related("merged_into") if gone else found
    page = Paginator(source, PER_PAGE).get_page(request.GET.get("page"))
    notes = notes_for(request, lab)
    rows = []
    if not gone:
        keys = [place.key for place in page]
        codes, counts = Code.objects.in_bulk(keys), counts_of(keys, notes)
        rows = [(place, codes[place.key], counts.get(place.key)) for place in page if place.key in codes]
    context = frame(lab, _("Kodbok"), tab="book") | {
        "page": page, "rows": rows, "gone": gone, "asked": asked, "n": len(places),
        "far": how_far(lab, notes, request.user),
        "query": f"sok={asked}" if asked else "borta=1" if gone else "",
    }  # fmt: skip
    return render(request, "goals/coding/book.html", context)


@guarded("goals.write", Lab)
def new_code(request, lab: Lab):
    """A code more. ?under= puts it below another to begin with."""
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        places=tree_of(lab),
        initial={"parent": request.GET.get("under", "")},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                code = codebook.add_code(
                    lab=lab, parent=_parent(lab, form), by=request.user, at=timezone.now(), **form.words()
                )
            except RuleBroken as broken:
                status = say(form, broken)
            else:
                messages.success(request, _("Koden finns i kodboken."))
                return _page_of_code(code)
    context = frame(lab, _("Ny kod"), above=_book(lab)) | {"form": form, "title": _("Ny kod")}
    return render(request, "goals/coding/code_form.html", context, status=status)


@guarded("goals.write", Lab)
def change(request, lab: Lab, code: int):
    """Other words or another place. What a colleague saved meanwhile is shown beside one's own."""
    known = code_or_404(lab, code)
    if known.gone_at is not None:
        return _page_of_code(known)
    initial = {name: getattr(known, name) for name in (*codebook.LIMITS, "row_version")}
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        places=[place for place in tree_of(lab) if place.key != known.pk],
        initial=initial | {"parent": known.parent_id},
    )
    status, stale = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                codebook.change_code(
                    code=known, row_version=form.cleaned_data["row_version"] or 0, parent=_parent(lab, form),
                    by=request.user, at=timezone.now(), **form.words(),
                )  # fmt: skip
            except StaleEdit as broken:
                form.data = form.data.copy()
                form.data["row_version"] = broken.row_version  # saving once more is a choice of one's own words
                stale, status = broken, broken.status
            except RuleBroken as broken:
                status = say(form, broken)
            else:
                messages.success(request, _("Sparat."))
                return _page_of_code(known)
    context = frame(lab, known.name, above=_book(lab)) | {
        "form": form, "title": _("Ändra koden"), "code": known, "stale": stale,
    }  # fmt: skip
    return render(request, "goals/coding/code_form.html", context, status=status)


def _parent(lab: Lab, form: CodeForm) -> Code | None:
    pk = form.cleaned_data["parent"]
    return Code.objects.filter(lab=lab, pk=pk).first() if pk else None


@guarded("goals.write", Lab)
def code(request, lab: Lab, code: int):
    """A code with its excerpts, what has become of it, and what people have thought about it."""
    known = code_or_404(lab, code)
    form = MemoForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            write_memo(lab=lab, code=known, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
            messages.success(request, _("Anteckningen är sparad."))
            return _page_of_code(known)
    notes = notes_for(request, lab)
    place = next((place for place in tree_of(lab) if place.key == known.pk), None)
    context = frame(lab, known.name, above=_book(lab)) | {
        "code": known,
        "place": place,
        "counts": counts_of([known.pk], notes).get(known.pk, {}),
        "aside": set_aside(known, notes),
        "page": Paginator(excerpts_of(known, notes), EXCERPTS).get_page(request.GET.get("page")),
        "history": history_of(known),
        "memos": memos_of(lab, code=known)[:50],
        "form": form,
        "split_from": split_from(known) if known.gone_at is None else None,
    }
    return render(request, "goals/coding/code.html", context, status=status)


@guarded("goals.write", Lab)
def merge(request, lab: Lab, code: int):
    """Let another code take over."""
    known = code_or_404(lab, code)
    if known.gone_at is not None:
        return _page_of_code(known)
    places = [place for place in tree_of(lab) if place.key != known.pk]
    form = MergeForm(request.POST if request.method == "POST" else None, places=places)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            into = code_or_404(lab, form.cleaned_data["into"])
            try:
                n = coderework.merge_codes(code=known, into=into, by=request.user, at=timezone.now())
            except RuleBroken as broken:
                status = say(form, broken)
            else:
                told = ngettext("%(n)s kodning följde med.", "%(n)s kodningar följde med.", n) % {"n": n}
                messages.success(request, _("Koderna är sammanslagna.") + " " + told)
                return _page_of_code(into)
    context = frame(lab, known.name, above=_book(lab)) | {"form": form, "code": known}
    return render(request, "goals/coding/merge.html", context, status=status)


@guarded("goals.write", Lab)
def split(request, lab: Lab, code: int):
    """Choose excerpts that a new code takes."""
    known = code_or_404(lab, code)
    if known.gone_at is not None:
        return _page_of_code(known)
    form = SplitForm(request.POST if request.method == "POST" else None)
    notes = notes_for(request, lab)
    chosen = {str(pk) for pk in _ids(request.POST.getlist("utdrag"))}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            readable = excerpts_of(known, notes).filter(pk__in=chosen).values_list("pk", flat=True)
            try:
                new = coderework.split_code(
                    code=known, excerpt_ids=readable, by=request.user, at=timezone.now(), **form.cleaned_data
                )
            except RuleBroken as broken:
                status = say(form, broken)
            else:
                messages.success(request, _("Den nya koden har tagit över de valda utdragen."))
                return _page_of_code(new)
    rows = list(excerpts_of(known, notes)[:TO_SPLIT])
    for row in rows:
        row.is_chosen = str(row.pk) in chosen
    context = frame(lab, known.name, above=_book(lab)) | {
        "form": form, "code": known, "excerpts": rows, "most": TO_SPLIT,
    }  # fmt: skip
    return render(request, "goals/coding/split.html", context, status=status)


def _ids(values: list[str]) -> list[UUID]:
    out = []
    for value in values:
        try:
            out.append(UUID(value))
        except ValueError:
            continue
    return out


@guarded("goals.write", Lab)
def act(request, lab: Lab, code: int, act: str):
    """Out of use, into use, and merging or splitting undone: each asks first."""
    known = code_or_404(lab, code)
    acts = {
        "ur-bruk": (
            codebook.retire_code, _("Ta koden ur bruk?"),
            _("Den går inte att sätta och räknas inte. Det som är kodat finns kvar, och koden går att ta i bruk igen."),
            _("Ta ur bruk"), _("Koden används inte längre."),
        ),
        "i-bruk": (
            codebook.restore_code, _("Ta koden i bruk igen?"), _("Det som var kodat med den räknas igen."),
            _("Ta i bruk"), _("Koden används igen."),
        ),
        "angra-sammanslagning": (
            coderework.undo_merge, _("Ångra sammanslagningen?"),
            _("Koden kommer tillbaka, och de kodningar som följde med då går tillbaka till den."),
            _("Ångra sammanslagningen"), _("Sammanslagningen är ångrad."),
        ),
        "angra-delning": (
            coderework.undo_split, _("Ångra delningen?"),
            _("Allt som ligger under den nya koden går tillbaka till den som den kom ifrån."),
            _("Ångra delningen"), _("Delningen är ångrad."),
        ),
    }  # fmt: skip
    if act not in acts:
        raise Http404
    do, title, body, submit, done = acts[act]
    error, status = "", 200
    if request.method == "POST":
        try:
            do(code=known, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = broken.message, broken.status
        else:
            messages.success(request, done)
            return _page_of_code(known)
    context = frame(lab, known.name, above=_book(lab)) | {
        "title": title, "body": body, "submit": submit, "error": error, "action": request.path,
        "cancel_url": reverse("goals:code", args=[lab.pk, known.pk]),
    }  # fmt: skip
    return render(request, "confirm.html", context, status=status)


@guarded("goals.write", Lab)
def voices(request, lab: Lab, code: int):
    """The notes behind a code, to write a målbild of: chosen here, written where målbilder are written. A note with
    one excerpt under the code stands for that stretch, one with several for the whole."""
    known = code_or_404(lab, code)
    by_note: dict = {}
    for excerpt in excerpts_of(known, notes_for(request, lab))[: TO_SPLIT + 1]:
        by_note.setdefault(excerpt.contribution_id, []).append(excerpt)
    rows = [(held[0].contribution, held) for held in by_note.values()]
    context = frame(lab, known.name, above=_book(lab)) | {
        "code": known,
        "rows": rows[:PER_PAGE],
        "more": len(rows) > PER_PAGE,
    }
    return render(request, "goals/coding/voices.html", context)
