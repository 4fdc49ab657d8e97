"""The walk from a receipt to what became of each contribution. Only facts that exist; what is awaited is said so."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.enums import RoundState
from feedback.models import Remark
from feedback.queries.own_remarks import remarks_behind
from followup.words.remarks import chip_of, trail_of
from goals.enums import GoalStatus
from goals.models import Evidence, GoalVersion
from goals.queries import goals_resting_on
from goals.queries.represented import invitations, represented
from journeys.models import Journey
from journeys.queries.journeys import journeys
from workshops.entrance import entrance
from workshops.enums import LIVE_STATES, ExerciseState, HoldReason
from workshops.models import Contribution, Participation, Story
from workshops.queries import contributions_of, notes_per_theme, private_words_of
from workshops.queries.after import summaries_for
from workshops.queries.stories import Part, parts_of, stories_for


@dataclass
class Said:
    """One note with its state in a word (chip), its history, and what the person may do about it. remark: what it is,
    when it was said about a proposal."""

    note: Contribution
    chip: tuple[str, str]
    trail: list[dict] = field(default_factory=list)
    versions: list[GoalVersion] = field(default_factory=list)
    can_change: bool = False
    voices: list[Evidence] = field(default_factory=list)
    remark: Remark | None = None

    @property
    def counted_in(self) -> list[GoalVersion]:
        """Versions that go on counting a voice whose owner has since said no to being used."""
        return [] if self.note.consent_analysis else standing(self.versions)

    @property
    def change_url(self) -> str:
        return reverse("workshops:change_note", args=[self.note.exercise.workshop_id, self.note.pk])


@dataclass
class Told:
    """One story as a whole: its state in a word (chip), its parts with the note of each and what came of it."""

    story: Story
    chip: tuple[str, str]
    parts: list[tuple[Part, Said | None]] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """The teller has not said that it is right."""
        return bool(self.story.live) and self.story.approved_at is None

    @property
    def agrees(self) -> dict[str, bool]:
        """{use: whether every part may be used so}"""
        live = self.story.live
        return {use: all(getattr(note, f"consent_{use}") for note in live) for use in ("analysis", "quote", "reuse")}


def standing(versions: list[GoalVersion]) -> list[GoalVersion]:
    """Of the versions, those that their målbild shows now."""
    return [version for version in versions if version.is_current]


def from_demo(receipt) -> bool:
    """Whether the person has taken part in an example workshop, whose content is invented."""
    return Participation.objects.filter(receipt=receipt, workshop__is_demo=True).exists()


def receipt_page(receipt, opened: str = "") -> dict:
    """Everything a person has said, by workshop, and what became of it; a handful of queries however much it is.

    opened: the id of the note whose choices were just changed; "opened" is blank when it is not one of theirs.
    """
    everything = list(contributions_of(receipt))
    notes, parts = [note for note in everything if not note.story_id], [note for note in everything if note.story_id]
    ids = [note.pk for note in everything]
    resting, standing_in = goals_resting_on(ids), represented(ids)
    themes = notes_per_theme({place.cluster_id for note in everything for place in note.placements.all()})
    said = {note.pk: _said(note, resting[note.pk], themes) for note in everything}
    behind = remarks_behind(ids)
    for pk, one in said.items():
        one.voices = standing_in[pk]
    for pk, remark in behind.items():
        _as_remark(said[pk], remark)
    groups: dict = {}
    for note in notes:
        groups.setdefault(note.exercise.workshop, []).append(said[note.pk])
    return {
        "groups": list(groups.items()),
        "stories": [_told(story, said) for story in stories_for(receipt)] if parts else [],
        "count": len(notes) - len(behind),
        "remarks": len(behind),
        "answered": len([remark for remark in behind.values() if remark.answer_now]),
        "used": sum(1 for note in notes if resting[note.pk] and not note.withdrawn_at and note.pk not in behind),
        "withdrawn": sum(1 for note in notes if note.withdrawn_at and note.pk not in behind),
        "opened": opened if any(opened in (str(note.pk), str(note.story_id or note.pk)) for note in everything) else "",
        "own_words": list(private_words_of(receipt)),
        "summaries": summaries_for(receipt),
        "invitations": _invited(receipt, everything),
        "journeys": list(own_journeys().filter(teller__receipt=receipt)),
        "is_demo": from_demo(receipt),
    }


def own_journeys() -> QuerySet[Journey]:
    """Maps of one person's own way, those of a rehearsal left out, with what the door asks for."""
    return journeys().filter(teller__isnull=False, exercise__workshop__rehearsal_of=None)


def _invited(receipt, notes: list[Contribution]) -> list[dict]:
    """The sessions where a målbild that rests on one of the notes is tried now, with the way in."""
    found = invitations(receipt, [note.pk for note in notes], timezone.now())
    for invitation in found:
        site = invitation["site"]
        mine = reverse("workshops:take_part", args=[site.workshop_id])
        invitation["url"] = mine if invitation["mine"] else entrance(site)
    return found


def _told(story: Story, said: dict) -> Told:
    if not story.live:
        chip = ("no", _("Återtagen"))
    elif story.approved_at is not None:
        chip = ("done", _("Du har sagt att den stämmer"))
    else:
        chip = ("wait", _("Väntar på att du läser igenom"))
    parts = [(part, said.get(part.note.pk) if part.note else None) for part in parts_of(story)]
    return Told(story, chip, parts)


def _as_remark(said: Said, remark: Remark) -> None:
    """What was said about a proposal is told as that: whether it is used in a målbild comes after."""
    remark.contribution = said.note
    remark.is_open = remark.response.round.state == RoundState.OPEN and not said.note.withdrawn_at
    said.remark, said.can_change = remark, False
    if not said.versions:
        said.chip, said.trail = chip_of(remark), trail_of(remark, timezone.localdate())


def _said(note: Contribution, versions: list[GoalVersion], themes: dict[int, int]) -> Said:
    if note.withdrawn_at:
        chip = ("no", _("Återtaget"))
    elif not note.consent_analysis:
        chip = ("no", _("Används inte, som du har valt"))
        if counted := standing(versions):
            chip = ("wait", _("Räknas kvar i %(versions)s, men inte i nästa") % {"versions": _numbers(counted)})
    elif versions:
        chip = ("done", _("Del av en målbild"))
    elif note.placements.all():
        chip = ("now", _("Ligger i ett tema"))
    elif note.shown_at and not note.hold:
        chip = ("", _("Läst av gruppen"))
    else:
        chip = ("wait", _("Mottaget"))
    can_change = note.step_state == ExerciseState.OPEN and note.site.state in LIVE_STATES and not note.withdrawn_at
    return Said(note, chip, _trail(note, versions, themes), versions, can_change)


def _trail(note: Contribution, versions: list[GoalVersion], themes: dict[int, int]) -> list[dict]:
    items: list[dict] = [{"at": note.created_at, "text": _("Mottaget. %(how)s.") % {"how": note.get_channel_display()}}]
    if note.changed_at:
        items.append({"at": note.changed_at, "text": _("Du ändrade texten.")})
    shown_at = note.shown_at
    if shown_at and note.hold == HoldReason.NONE and not (note.withdrawn_at and note.withdrawn_at < shown_at):
        items.append({"at": max(shown_at, note.created_at), "text": _("Läst av gruppen.")})
    for place in note.placements.all():
        items.append({"at": place.at, "text": _in_theme(note, place, themes)})
    for i, version in enumerate(versions):
        before = any(earlier.goal_id == version.goal_id for earlier in versions[:i])
        after = any(later.goal_id == version.goal_id for later in versions[i + 1 :])
        items.append({"at": version.published_at, "text": _in_goal(version, again=before, last=not after)})
    if note.withdrawn_at:
        items.append({"at": note.withdrawn_at, "text": _taken_back(versions)})
    items.sort(key=lambda item: item["at"])
    if not note.withdrawn_at and (awaited := _awaited(note, versions)):
        items[-1]["state"] = "last-done"
        items.append({"at": None, "text": awaited, "state": "next"})
    return items


def _in_theme(note: Contribution, place, themes: dict[int, int]) -> str:
    others = themes.get(place.cluster_id, 0) - (0 if note.withdrawn_at else 1)
    if others < 1:
        return _("Lades i temat ”%(theme)s”.") % {"theme": place.cluster.title}
    return ngettext(
        "Lades i temat ”%(theme)s”, med %(n)d annan lapp.", "Lades i temat ”%(theme)s”, med %(n)d andra lappar.", others
    ) % {"theme": place.cluster.title, "n": others}


def _in_goal(version: GoalVersion, *, again: bool, last: bool) -> str:
    """again: an earlier version rests on the note too. last: how far the målbild has come is told here."""
    there = version.goal.address if version.is_current else version.address
    link = format_html('<a href="{}">{}</a>', there, version.title)
    words = (
        _("Målbilden skrevs om och din lapp följde med: {}, version {}.")
        if again
        else _("Blev en del av målbilden {}, version {}.")
    )
    status = format_html(_(" Den är nu: {}."), str(version.get_status_display()).lower()) if last else ""
    return format_html(words + "{}", link, version.number, status)


def _numbers(versions: list[GoalVersion]) -> str:
    """ "version 3", or "version 3 och version 1" of two målbilder."""
    return _(" och ").join(_("version %(n)s") % {"n": version.number} for version in versions)


def _taken_back(versions: list[GoalVersion]) -> str:
    if versions:
        return _(
            "Du tog tillbaka lappen. Vi slutade visa dina ord. Du räknas kvar i den version som redan är publicerad, "
            "och nästa version lämnar lappen utanför."
        )
    return _("Du tog tillbaka lappen. Vi slutade använda och visa den.")


def _awaited(note: Contribution, versions: list[GoalVersion]) -> str:
    """What the lab owes this note next, or nothing when nothing is awaited."""
    current = standing(versions)
    if not note.consent_analysis and current:
        words = _("Du har valt att lappen inte får användas. Den räknas kvar i %(versions)s, men inte i nästa version.")
        return words % {"versions": _numbers(current)}
    if not note.consent_analysis:
        return _("Lappen används inte, eftersom du har valt det. Du kan ändra dig under Dina val.")
    if note.hold != HoldReason.NONE:
        return _("Väntar på att processledaren ska läsa lappen innan andra får se den.")
    if versions and not current:
        return ""
    if any(version.status == GoalStatus.DRAFT for version in current):
        return _("Målbilden ska prövas: känner fler som det gäller igen sig?")
    lab = note.exercise.workshop.lab
    if any(version.status == GoalStatus.VALIDATED for version in current):
        if lab.decider and lab.decision_by:
            words = _("%(who)s avgör om målbilden ska antas, senast %(date)s.")
            return words % {"who": lab.decider, "date": date_format(lab.decision_by, "j F Y")}
        return _("%(who)s avgör om målbilden ska antas.") % {"who": lab.decider or _("Labbet")}
    if current:
        return ""
    if note.shown_at is None and note.site.state in LIVE_STATES:
        return _("Lappen visas för gruppen när processledaren öppnar den för alla.")
    return _unused(note.exercise.workshop)


def _unused(workshop) -> str:
    """Nobody has used the note yet: since when, who answers for it, and what may come of it."""
    if workshop.state in LIVE_STATES:
        return _("Labbet läser vidare när verkstaden är slut. Här står det om din lapp blir del av en målbild.")
    lab = workshop.lab
    name = format_html('<a href="/labb/{}/">{}</a>', lab.slug, lab.name) if lab.is_public else lab.name
    since = _(
        "Verkstaden hölls {}, och ingen målbild bygger på din lapp ännu. "
        "{} ansvarar för vad som händer med den."
    )  # fmt: skip
    by_when = _("Labbet har inte satt något datum.")
    if lab.decision_by:
        by_when = _("Beslut ska fattas senast %(date)s.") % {"date": date_format(lab.decision_by, "j F Y")}
    parts = [
        format_html(since, date_format(workshop.starts_at, "j F Y"), name),
        by_when,
        _("Blir den del av en målbild står det här. Alla lappar blir inte det."),
    ]
    return format_html_join(" ", "{}", ((part,) for part in parts))
