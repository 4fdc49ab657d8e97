"""Answers: one to many remarks, changed until they are published, and put right afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.actions import answering, correcting
from feedback.actions.answer_words import WORDS
from feedback.forms_answers import AnswerForm
from feedback.models import Answer, ProposalVersion, Round
from feedback.queries.answers import answers as all_answers
from feedback.queries.answers import answers_in
from feedback.queries.remarks import how_far, parts_of, put_about, unanswered
from feedback.remark_desk import chosen_of, found_by, frame, later_versions, readable, rounds
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from workshops.paging import page_of

PER_PAGE = 50
SHOWN = 20  # of the remarks, beside the form


@guarded("feedback.read_remarks", rounds)
def answers(request, round: Round):
    """The answers of a round: those that are written, and those that people can read."""
    rows = list(answers_in(round))
    context = frame(round, _("Svar")) | {
        "drafts": [row for row in rows if row.published_at is None],
        "published": [row for row in rows if row.published_at is not None],
        "far": how_far(round),
        "may_publish": may(request, "feedback.publish_answer", round),
    }
    return render(request, "feedback/answers.html", context)


@guarded("feedback.answer", rounds)
def new_answer(request, round: Round):
    """Answer the remarks that were chosen (?synpunkt=…), or all that a search finds (?alla=1 and the filter), once."""
    everything = request.GET.get("alla") == "1"
    if everything:
        rows = list(found_by(request, round, request.GET))
    else:
        rows = chosen_of(readable(request, round), request.GET.getlist("synpunkt"))
    form = _form(request, round)

    def save(data):
        if everything and whole_number(request.POST.get("antal")) != len(rows):
            raise RuleBroken(
                _("Sökningen hittar nu %(n)d synpunkter, och inte lika många som när du började. Läs igenom dem och "
                  "spara igen.") % {"n": len(rows)},
                status=409,
            )  # fmt: skip
        answer = _warned(form, lambda: answering.answer_remarks(
            round=round, remarks=rows, by=request.user, at=timezone.now(), **_words(data)
        ))  # fmt: skip
        messages.success(request, _("Svaret är sparat. Ingen annan läser det innan det publiceras."))
        return redirect("feedback:answer", pk=answer.pk)

    shown = rows[:SHOWN]
    put_about(shown, parts_of(round))
    context = frame(round, _("Nytt svar"), (_("Synpunkter"), reverse("feedback:remarks", args=[round.pk]))) | {
        "remarks": shown, "n": len(rows), "more": max(0, len(rows) - SHOWN), "everything": everything,
    }  # fmt: skip
    return save_form(request, form, save, template="feedback/answer_new.html", **context)


@guarded("feedback.read_remarks", all_answers)
def answer(request, answer: Answer):
    """One answer with the remarks it answers; remarks can be taken out of it until it is published."""
    round, error, status = answer.round, "", 200
    if request.method == "POST":
        rows = chosen_of(readable(request, round), request.POST.getlist("synpunkt"))
        try:
            if not rows:
                raise RuleBroken(_("Kryssa för vilka synpunkter som ska tas bort ur svaret."))
            n = correcting.remove_remarks(answer=answer, remarks=rows, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = broken.message, broken.status
        else:
            told = ngettext("%(n)d synpunkt övervägs igen.", "%(n)d synpunkter övervägs igen.", n) % {"n": n}
            messages.success(request, told)
            return redirect("feedback:answer", pk=answer.pk)
    page = page_of(readable(request, round).filter(answer=answer), request.GET.get("page", ""), PER_PAGE)
    put_about(page, parts_of(round))
    context = _around(answer, answer.title) | {
        "page": page, "error": error, "replaced_by": getattr(answer, "replaced_by", None),
        "may_publish": may(request, "feedback.publish_answer", answer),
    }  # fmt: skip
    return render(request, "feedback/answer.html", context, status=status)


@guarded("feedback.answer", all_answers)
def change_answer(request, answer: Answer):
    """Other words for an answer that is not published."""
    form = _form(request, answer.round, answer)

    def save(data):
        _warned(form, lambda: answering.change_answer(
            answer=answer, row_version=data["row_version"] or 0, by=request.user, at=timezone.now(), **_words(data)
        ))  # fmt: skip
        messages.success(request, _("Svaret är ändrat."))
        return redirect("feedback:answer", pk=answer.pk)

    return save_form(request, form, save, template="feedback/answer_change.html", **_around(answer, _("Ändra"), True))


@guarded("feedback.publish_answer", all_answers)
def replace_answer(request, answer: Answer):
    """Begin an answer that puts a published one right."""
    begun = getattr(answer, "replaced_by", None)
    form = _form(request, answer.round, begun or answer)

    def save(data):
        made = _warned(form, lambda: correcting.replace_answer(
            answer=answer, by=request.user, at=timezone.now(), **_words(data)
        ))  # fmt: skip
        messages.success(request, _("Det rättade svaret är sparat. Det gamla gäller tills du publicerar."))
        return redirect("feedback:answer", pk=made.pk)

    context = _around(answer, _("Rätta"), True) | {"replacing": True}
    return save_form(request, form, save, template="feedback/answer_change.html", **context)


@guarded("feedback.answer", all_answers)
def discard_answer(request, answer: Answer):
    """Ask once, then throw away an answer that nobody outside the lab has read."""
    error, status = "", 200
    if request.method == "POST":
        try:
            correcting.discard_answer(answer=answer, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = broken.message, broken.status
        else:
            messages.success(request, _("Svaret är kastat. Synpunkterna övervägs igen."))
            return redirect("feedback:answers", pk=answer.round_id)
    context = _around(answer, _("Kasta"), True) | {
        "title": _("Kasta svaret?"),
        "body": _("Synpunkterna blir utan svar igen. Texten går inte att få tillbaka."),
        "action": request.path, "submit": _("Kasta svaret"), "kind": "stop", "error": error,
        "cancel_url": reverse("feedback:answer", args=[answer.pk]), "cancel": _("Behåll det"),
    }  # fmt: skip
    return render(request, "confirm.html", context, status=status)


@guarded("feedback.publish_answer", rounds)
def publish_answers(request, round: Round):
    """Say what becomes public and that it stands, then let everyone read the answers of the round."""
    error, status = "", 200
    back = reverse("feedback:answers", args=[round.pk])
    if request.method == "POST":
        try:
            out = answering.publish_answers(round=round, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = broken.message, broken.status
        else:
            told = ngettext("%(n)d svar är publicerat.", "%(n)d svar är publicerade.", len(out)) % {"n": len(out)}
            messages.success(request, told if out else _("Det finns inga nya svar att publicera."))
            return redirect(back)
    drafts = [row for row in answers_in(round).filter(published_at=None) if row.n or row.replaces_id]
    context = frame(round, _("Publicera"), (_("Svar"), back)) | {
        "title": _("Publicera svaren?"), "body_template": "feedback/_answers_out.html", "drafts": drafts,
        "left": unanswered(round) - sum(row.n for row in drafts if row.replaces_id is None), "action": request.path,
        "submit": _("Publicera svaren"), "cancel_url": back, "error": error,
    }  # fmt: skip
    return render(request, "confirm.html", context, status=status)


def _form(request, round: Round, answer: Answer | None = None) -> AnswerForm:
    start = {} if answer is None else {name: getattr(answer, name) for name in (*WORDS, "row_version")}
    if answer is not None:
        start["changed_in"] = answer.changed_in_id
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, initial=start, versions=later_versions(round))


def _words(data: dict) -> dict:
    """The form's words as the actions take them."""
    version = data["changed_in"]
    words = {name: data[name] for name in WORDS}
    words["changed_in"] = ProposalVersion.objects.get(pk=version) if version else None
    return words | {"confirmed": data["confirmed"]}


def _warned(form: AnswerForm, act):
    """Do it; when the words look as if they point at somebody, offer to save them all the same."""
    try:
        return act()
    except RuleBroken as broken:
        if broken.code == "looks_personal":
            form.ask_anyway()
        raise


def _around(answer: Answer, here: str, below: bool = False) -> dict:
    above = [(_("Svar"), reverse("feedback:answers", args=[answer.round_id]))]
    if below:
        above.append((answer.title, reverse("feedback:answer", args=[answer.pk])))
    return frame(answer.round, here, *above) | {"answer": answer}
