"""What people have said of the versions of a round: who may read which, how far each has come, and what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from feedback.enums import OwnView, RemarkState, Target
from feedback.models import Paragraph, Remark, Reply, Round, Scene
from hlab.labs.enums import LabRole
from hlab.labs.models import Membership
from hlab.labs.queries import role_labels
from workshops.enums import HoldReason
from workshops.models import Moderation
from workshops.queries import is_shown
from workshops.queries.notes import may_be_used

ANSWERING = (LabRole.LEAD, LabRole.FACILITATOR, LabRole.ANALYST, LabRole.EDITOR)


def standing(remark: str = "") -> Q:
    """Condition: neither taken back nor kept out of what the lab uses, and of no rehearsal. remark: path to it, as
    "remarks__"."""
    note = f"{remark}contribution__"
    return Q(
        **{
            f"{note}withdrawn_at": None,
            f"{note}consent_analysis": True,
            f"{note}exercise__workshop__rehearsal_of": None,
            f"{remark}response__withdrawn_at": None,
        }
    )


def openly_shown(remark: str = "") -> Q:
    """Condition: anyone may read the words, which somebody has chosen and the person agrees to. Words that have been
    changed since they were read wait until they have been read again."""
    note = f"{remark}contribution__"
    agreed = Q(**{f"{note}consent_quote": True, f"{note}hold": HoldReason.NONE})
    as_read = Q(**{f"{note}changed_at": None}) | Q(**{f"{note}changed_at__lte": F(f"{remark}shown_at")})
    return standing(remark) & agreed & may_be_used(note) & as_read & Q(**{f"{remark}shown_at__isnull": False})


def has_been_answered(remark: str = "") -> Q:
    """Condition: there is an answer that whoever said it can read."""
    return Q(**{f"{remark}answer__published_at__isnull": False})


def readable_by(*, everything: bool, but_shown_at: Collection[int] = (), held: bool = False) -> Q:
    """Condition on remarks: their words may be read by somebody who reads like this (`workshops.readers`). held: also
    what is held until somebody has decided about it, which is for those who decide."""
    if not everything:
        return is_shown("contribution__")
    not_held = Q() if held else Q(contribution__hold=HoldReason.NONE)
    here = ~Q(contribution__site__in=but_shown_at)
    return not_held & here | is_shown("contribution__")


def remarks() -> QuerySet[Remark]:
    """Remarks with everything that the door and a page of one ask for."""
    return Remark.objects.select_related(
        "response__round__lab", "response__version__proposal", "contribution__participation",
        "contribution__exercise__workshop", "contribution__site__workshop", "owner", "answer__changed_in__proposal",
    )  # fmt: skip


def remarks_of(
    round: Round, *, everything: bool, but_shown_at: Collection[int] = (), held: bool = False
) -> QuerySet[Remark]:
    """What was said in a round, in the order it came, as far as this reader may read it."""
    reads = readable_by(everything=everything, but_shown_at=but_shown_at, held=held)
    rows = remarks().filter(standing(), reads, response__round=round)
    return rows.order_by("at", "pk")


def how_far(round: Round) -> dict[str, int]:
    """{"remarks", "unread", "unanswered", "drafted", "answered", "unowned", "held", "missed"}: exact, for those who
    work with them. unowned: nobody answers for those that have no answer. missed: whoever said it says that the answer
    does not answer it. One query."""
    answered = has_been_answered()
    return (
        Remark.objects.filter(standing(), response__round=round)
        .order_by()
        .aggregate(
            remarks=Count("pk"),
            unread=Count("pk", filter=Q(state=RemarkState.RECEIVED)),
            unanswered=Count("pk", filter=~answered),
            drafted=Count("pk", filter=Q(answer__isnull=False) & ~answered),
            answered=Count("pk", filter=answered),
            unowned=Count("pk", filter=Q(owner=None, answer=None)),
            held=Count("pk", filter=~Q(contribution__hold=HoldReason.NONE)),
            missed=Count("pk", filter=Q(own_view=OwnView.MISSES)),
        )
    )


def unanswered(round: Round) -> int:
    """How many remarks have no answer that those who said them can read: what keeps a round from being over."""
    return Remark.objects.filter(standing(), ~has_been_answered(), response__round=round).count()


@dataclass(frozen=True)
class About:
    """A part of a version that remarks can be about. key: in an address, "paragraph:p1"."""

    key: str
    label: str


def parts_of(round: Round) -> dict[tuple[int, str, str], About]:
    """{(version id, target, anchor): what it is called} of every paragraph and scene that is asked about. Two
    queries."""
    asked = round.asks.values("version")
    found = {}
    rows = Paragraph.objects.filter(version__in=asked).values_list("version", "anchor", "label")
    for version, anchor, label in rows:
        key = f"{Target.PARAGRAPH}:{anchor}"
        found[version, str(Target.PARAGRAPH), anchor] = About(key, label)
    scenes = Scene.objects.filter(version__in=asked).values_list("version", "anchor", "title")
    for version, scene, title in scenes:
        label = _("Scenen ”%(title)s”") % {"title": title}
        found[version, str(Target.SCENE), str(scene)] = About(f"{Target.SCENE}:{scene}", label)
    return found


def put_about(rows: Iterable[Remark], parts: dict[tuple[int, str, str], About]) -> None:
    """Let each remark know `.about`: what it is called that it is about."""
    for row in rows:
        part = parts.get((row.response.version_id, row.target, row.anchor))
        if not row.target:
            row.about = _("Hela förslaget")
        elif part is not None:
            row.about = part.label
        else:
            row.about = _("En del som inte finns i versionen längre")


def owners_in(lab_id: int) -> list[tuple[int, str]]:
    """[(user id, name and roles)] of those in the lab who may answer for remarks, by name. One query."""
    rows = Membership.objects.filter(lab=lab_id, role__in=ANSWERING).select_related("user")
    people: dict = {}
    for row in rows:
        people.setdefault(row.user, set()).add(row.role)
    named = [(user.pk, f"{user} ({', '.join(role_labels(roles)).lower()})") for user, roles in people.items()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def may_own(lab_id: int, user) -> bool:
    """Whether this person may answer for remarks in the lab."""
    return Membership.objects.filter(lab=lab_id, user=user, role__in=ANSWERING).exists()


def replies_to(remark: Remark) -> list[Reply]:
    """What the inquiry has said in the thread, in order."""
    return list(remark.staff_replies.filter(gone_at__isnull=True))


def history_of(remark: Remark) -> list[dict]:
    """[{"at", "text"}] of what has happened to a remark, for those who work with it. Two queries."""
    note, answer = remark.contribution, remark.answer
    items = [(note.created_at, _("Mottagen. %(how)s.") % {"how": note.get_channel_display()})]
    if note.changed_at:
        items.append((note.changed_at, _("Den som sa det ändrade orden.")))
    for row in Moderation.objects.filter(contribution=note):
        why = f" {row.get_reason_display()}." if row.reason else ""
        items.append((row.at, f"{row.get_act_display()}.{why}"))
    if remark.shown_at:
        items.append((remark.shown_at, _("Visas öppet bredvid förslaget.")))
    if answer is not None:
        items.append((answer.created_at, _("Fick ett svar: %(verdict)s.") % {"verdict": answer.get_verdict_display()}))
        if answer.published_at:
            items.append((answer.published_at, _("Svaret publicerades. Den som sa det läser det på sin kvittosida.")))
    if note.withdrawn_at:
        items.append((note.withdrawn_at, _("Den som sa det tog tillbaka det.")))
    return [{"at": at, "text": text} for at, text in sorted(items, key=lambda item: item[0])]
