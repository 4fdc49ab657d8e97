"""A person's own remark on a proposal, as their receipt page tells it: how far it has come, who answers for it, and the
answer with its reason."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from feedback.enums import RemarkState
from feedback.models import Answer, Remark

CHIPS = {
    RemarkState.RECEIVED: "wait",
    RemarkState.READ: "",
    RemarkState.CONSIDERED: "now",
    RemarkState.ADOPTED: "done",
    RemarkState.PARTLY: "done",
    RemarkState.NOT_ADOPTED: "no",
}


def chip_of(remark: Remark) -> tuple[str, str]:
    """(kind, word) of the chip. remark: from `remarks_behind`."""
    note = remark.contribution
    if note.withdrawn_at:
        return "no", _("Återtagen")
    if not note.consent_analysis and remark.answer_now is None:
        return "no", _("Används inte, som du har valt")
    return CHIPS[remark.told_state], str(remark.told_state.label)


def trail_of(remark: Remark, today: date) -> list[dict]:
    """What has happened to it, in order, and last what is awaited."""
    note, answer = remark.contribution, remark.answer_now
    version = remark.response.version
    to = format_html('<a href="{}">{}</a>', version.address, version.title) if version.published_at else version.title
    received = format_html(_("Mottagen. Du sa det om {}, version {}."), to, version.number)
    items: list[dict] = [{"at": note.created_at, "text": received}]
    if note.changed_at:
        items.append({"at": note.changed_at, "text": _("Du ändrade texten.")})
    for reply in remark.replies_now:
        items.append({"at": reply.at, "strong": _("De som arbetar med förslaget skrev till dig:"), "text": reply.text})
    if answer is not None and answer.replaces is not None and answer.replaces.published_at:
        items.append(_answered(answer.replaces, _("Det första svaret, som har rättats: %(verdict)s.")))
    if answer is not None:
        items.append(_answered(answer, "%(verdict)s."))
    if note.withdrawn_at:
        items.append(
            {"at": note.withdrawn_at, "text": _("Du tog tillbaka synpunkten. Vi slutade använda och visa den.")}
        )
    items.sort(key=lambda item: item["at"])
    if not note.withdrawn_at and answer is None and note.consent_analysis:
        items[-1]["state"] = "last-done"
        items.append({"at": None, "text": _awaited(remark, today), "state": "next"})
    return items


def _answered(answer: Answer, words: str) -> dict:
    verdict = words % {"verdict": answer.get_verdict_display()}
    return {"at": answer.published_at, "strong": verdict, "text": answer.reason}


def _awaited(remark: Remark, today: date) -> str:
    round = remark.response.round
    state = {
        RemarkState.RECEIVED: _("Väntar på att läsas."),
        RemarkState.READ: _("Den är läst."),
        RemarkState.CONSIDERED: _("Den övervägs nu."),
    }.get(remark.told_state, "")
    owner = _("Ansvarig är labbets %(role)s.") % {"role": remark.owner_roles} if remark.owner_roles else ""
    day = date_format(round.answer_by, "j F Y")
    if today > round.answer_by:
        when = _("Du skulle ha fått svar senast %(day)s. Det är försenat.") % {"day": day}
    else:
        when = _("Du får svar senast %(day)s, här på sidan.") % {"day": day}
    return " ".join(filter(None, (state, owner, when)))
