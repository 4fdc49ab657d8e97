"""The desk where what people have said in a round is read, owned and answered; and one remark at a time."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.actions import answering, replies, showing
from feedback.actions.correcting import add_remarks
from feedback.enums import RemarkState
from feedback.forms_answers import ReplyForm
from feedback.models import Remark, Round
from feedback.queries.answers import answers_in
from feedback.queries.remarks import history_of, how_far, may_own, owners_in, parts_of, put_about, replies_to
from feedback.queries.remarks import remarks as all_remarks
from feedback.remark_desk import FILTERS, chosen_of, filter_form, found_by, frame, readable, rounds
from hlab.accounts.models import User
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse
from hlab.core.text import looks_personal, whole_number
from workshops.actions.contributions import hold_note, release_note
from workshops.enums import HoldReason
from workshops.paging import page_of

PER_PAGE = 50


@guarded("feedback.read_remarks", rounds)
def remarks(request, round: Round):
    """What people said in the round: searched, narrowed, and many at a time marked, owned or answered."""
    error, status = "", 200
    if request.method == "POST":
        try:
            return _act_on_many(request, round)
        except RuleBroken as broken:
            error, status = broken.message, broken.status
    parts = parts_of(round)
    form = filter_form(request.GET, round, parts)
    page = page_of(form.narrow(readable(request, round)), request.GET.get("page", ""), PER_PAGE)
    put_about(page, parts)
    far = how_far(round)
    chosen = _asked(request)
    context = frame(round, _("Synpunkter")) | {
        "form": form, "page": page, "query": urlencode(chosen), "filtered": bool(chosen), "far": far, "error": error,
        "owners": form.fields["ansvarig"].choices[2:], "answers": _open_to_more(round),
        "unreadable": 0 if chosen else far["remarks"] - page.paginator.count,
        "sent": request.POST.getlist("synpunkt"),
    }  # fmt: skip
    return render(request, "feedback/remarks.html", context, status=status)


def _asked(request) -> dict[str, str]:
    """The filter, to go along from page to page."""
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def _open_to_more(round: Round):
    return [answer for answer in answers_in(round) if getattr(answer, "replaced_by", None) is None]


def _act_on_many(request, round: Round):
    """One act on the remarks that were ticked, or on all that the search finds, and where it leads."""
    act, everything = request.POST.get("act"), request.POST.get("alla") == "1"
    if everything:
        rows = list(found_by(request, round, request.GET))
    else:
        rows = chosen_of(readable(request, round), request.POST.getlist("synpunkt"))
    if not rows:
        raise RuleBroken(_("Kryssa för minst en synpunkt först, eller ta alla som sökningen hittar."))
    how = {"round": round, "remarks": rows, "by": request.user, "at": timezone.now()}
    if act == "svara":
        which = _asked(request) | {"alla": "1"} if everything else {"synpunkt": [str(row.pk) for row in rows]}
        return redirect(f"{reverse('feedback:new_answer', args=[round.pk])}?{urlencode(which, doseq=True)}")
    if act == "las":
        n = answering.mark_read(**how)
    elif act == "overvag":
        n = answering.set_state(state=RemarkState.CONSIDERED, **how)
    elif act == "ansvarig":
        n = answering.take_on(owner=_owner(round, request.POST.get("ny_ansvarig", "")), **how)
    elif act == "lagg-till":
        answer = answers_in(round).filter(pk=whole_number(request.POST.get("svar"))).first()
        if answer is None:
            raise RuleBroken(_("Välj vilket svar synpunkterna ska få."))
        n = add_remarks(answer=answer, remarks=rows, by=request.user, at=timezone.now())
    else:
        raise RuleBroken(_("Välj vad du vill göra med synpunkterna."))
    told = ngettext("Sparat. %(n)d synpunkt ändrades.", "Sparat. %(n)d synpunkter ändrades.", n) % {"n": n}
    messages.success(request, told)
    return redirect(request.get_full_path())


def _owner(round: Round, sent: str) -> User | None:
    """Who was chosen, or none for nobody. Raises RuleBroken."""
    if not sent:
        return None
    user = User.objects.filter(pk=whole_number(sent)).first()
    if user is None or not may_own(round.lab_id, user):
        raise RuleBroken(_("Välj någon som arbetar med synpunkter i labbet."))
    return user


@guarded("feedback.read_remarks", all_remarks)
def remark(request, remark: Remark):
    """One remark: its words, what has happened to it, and what can be done."""
    round = remark.response.round
    if not readable(request, round).filter(pk=remark.pk).exists():
        raise Http404
    form, error, status, warned = ReplyForm(), "", 200, ""
    if request.method == "POST":
        if request.POST.get("act") == "svara":
            form = ReplyForm(request.POST)
        try:
            return _act_on_one(request, remark, form)
        except RuleBroken as broken:
            status, warned = broken.status, request.POST.get("act", "") if broken.code == "looks_personal" else ""
            if form.is_bound:
                refuse(form, broken)
                if warned:
                    form.ask_anyway()
            else:
                error = broken.message
    put_about([remark], parts_of(round))
    note = remark.contribution
    context = frame(round, _("En synpunkt"), (_("Synpunkter"), reverse("feedback:remarks", args=[round.pk]))) | {
        "remark": remark, "note": note, "form": form, "error": error, "warned": warned,
        "history": history_of(remark), "replies": replies_to(remark), "personal": looks_personal(note.text),
        "names": showing.names_in(remark),
        "words": showing.words_of(remark),
        "owners": owners_in(round.lab_id), "hold_reasons": [choice for choice in HoldReason.choices if choice[0]],
        "may_hold": may(request, "workshops.facilitate", note.site),
        "may_show": may(request, "feedback.publish_answer", remark),
    }  # fmt: skip
    return render(request, "feedback/remark.html", context, status=status)


def _act_on_one(request, remark: Remark, form: ReplyForm):
    """One act of the page, and where it leads. Raises RuleBroken; Http404 for what this person may not do."""
    act, round = request.POST.get("act"), remark.response.round
    by = {"by": request.user, "at": timezone.now()}
    if act in ("hall", "slapp") and not may(request, "workshops.facilitate", remark.contribution.site):
        raise Http404
    if act in ("visa", "dolj") and not may(request, "feedback.publish_answer", remark):
        raise Http404
    if act == "las":
        answering.mark_read(round=round, remarks=[remark], **by)
    elif act in (RemarkState.READ, RemarkState.CONSIDERED):
        answering.set_state(round=round, remarks=[remark], state=act, **by)
    elif act == "ansvarig":
        owner = _owner(round, request.POST.get("ny_ansvarig", ""))
        answering.take_on(round=round, remarks=[remark], owner=owner, **by)
    elif act == "svara":
        if not form.is_valid():
            raise RuleBroken(_("Skriv ett svar."), field="confirmed")
        replies.reply(remark=remark, text=form.cleaned_data["text"], confirmed=form.cleaned_data["confirmed"], **by)
    elif act == "ta-bort-svar":
        known = next((row for row in replies_to(remark) if str(row.pk) == request.POST.get("svar")), None)
        if known is not None:
            replies.remove_reply(reply=known, **by)
    elif act == "hall":
        hold_note(contribution=remark.contribution, reason=request.POST.get("skal", ""), **by)
    elif act == "slapp":
        release_note(contribution=remark.contribution, **by)
    elif act == "visa":
        showing.show_remark(
            remark=remark, confirmed=request.POST.get("confirmed") == "1", seen=request.POST.get("ord", ""), **by
        )  # fmt: skip
    elif act == "dolj":
        showing.hide_remark(remark=remark, **by)
    else:
        raise RuleBroken(_("Välj vad du vill göra."))
    messages.success(request, _("Sparat."))
    return redirect("feedback:remark", pk=remark.pk)
