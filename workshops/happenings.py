"""What happens in a session, in plain Swedish for the lab's trail, and the line about sessions in "Mina labb"."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.enums import LIVE_STATES, WorkshopState
from workshops.models import Cluster, Contribution, Exercise, Participation, Story, Workshop

ACTS = {
    "workshop.planned": gettext_lazy("En verkstad planerades"),
    "workshop.changed": gettext_lazy("En verkstads uppgifter ändrades"),
    "workshop.opened": gettext_lazy("En verkstad öppnades"),
    "workshop.closed": gettext_lazy("En verkstad stängdes"),
    "workshop.finished": gettext_lazy("En verkstad avslutades, när de som var med hade fått återkoppling"),
    "workshop.joined": gettext_lazy("Någon gick med i en verkstad"),
    "participation.perspective": gettext_lazy("Någon valde perspektiv på nytt"),
    "workshop.rehearsed": gettext_lazy("En verkstad övades med påhittade deltagare"),
    "workshop.rehearsed_anew": gettext_lazy("En övning började om från början"),
    "workshop.rehearsal_ended": gettext_lazy("En övning avslutades, och det som skrevs i den togs bort"),
    "rehearsal.answered": gettext_lazy("De påhittade deltagarna i en övning svarade"),
    "step.added": gettext_lazy("Ett steg lades till i programmet"),
    "step.changed": gettext_lazy("Ett steg i programmet ändrades"),
    "step.moved": gettext_lazy("Ett steg i programmet flyttades"),
    "step.removed": gettext_lazy("Ett steg togs bort ur programmet"),
    "programme.reordered": gettext_lazy("Programmets steg fick en annan ordning"),
    "programme.minutes": gettext_lazy("Minuterna i programmet ändrades"),
    "step.went_to": gettext_lazy("Verkstaden gick till ett annat steg"),
    "step.closed": gettext_lazy("Skrivandet stängdes"),
    "step.reopened": gettext_lazy("Skrivandet öppnades igen"),
    "step.revealed": gettext_lazy("Lapparna visades för gruppen"),
    "step.hidden": gettext_lazy("Lapparna doldes för gruppen igen"),
    "participation.moved": gettext_lazy("Någon bytte ort i en verkstad"),
    "participation.seated": gettext_lazy("Någon bytte grupp i en verkstad"),
    "group.added": gettext_lazy("En grupp lades till"),
    "group.changed": gettext_lazy("En grupp ändrades"),
    "group.removed": gettext_lazy("En grupp togs bort"),
    "groups.made": gettext_lazy("Deltagarna delades in i grupper"),
    "groups.seated": gettext_lazy("Deltagare fick andra platser"),
    "site.added": gettext_lazy("En ort lades till"),
    "site.changed": gettext_lazy("En ort ändrades"),
    "site.removed": gettext_lazy("En ort togs bort"),
    "site.host_named": gettext_lazy("Någon utsågs att leda på en ort"),
    "site.host_removed": gettext_lazy("Någon leder inte längre på en ort"),
    "step.began_alone": gettext_lazy("En ort började utan att vänta på de andra"),
    "step.released": gettext_lazy("En ort visade ett steg för alla orter"),
    "step.unreleased": gettext_lazy("En ort slutade visa ett steg för andra orter"),
    "table.shown": gettext_lazy("En grupp fick läsa det som skrivits vid bordet"),
    "table.hidden": gettext_lazy("Det som skrivits vid ett bord doldes igen"),
    "table.confirmed": gettext_lazy("En grupp stod för det som skrivits"),
    "table.unconfirmed": gettext_lazy("En grupp ville ändra det som skrivits"),
    "step.extended": gettext_lazy("Tiden för ett steg förlängdes med %(minutes)s minuter"),
    "step.moved_end": gettext_lazy("Ett steg som är öppet över tid fick en annan sista tid"),
    "voice.put": gettext_lazy("En inledande röst lades på plats"),
    "voice.stopped": gettext_lazy("En inledande röst stoppades"),
    "voice.resumed": gettext_lazy("En inledande röst visades igen"),
    "contribution.withdrawn": gettext_lazy("Någon tog tillbaka en lapp"),
    "contribution.consent": gettext_lazy("Någon ändrade vad en lapp får användas till"),
    "contribution.held": gettext_lazy("En lapp fångades upp för genomläsning"),
    "contribution.released": gettext_lazy("En lapp släpptes fram"),
    "contribution.reported": gettext_lazy("Någon sa till om en lapp"),
    "contribution.kept": gettext_lazy("En lapp som någon hade sagt till om fick vara kvar"),
    "message.sent": gettext_lazy("Den som leder skickade ett meddelande till rummet"),
    "parked.accepted": gettext_lazy("Något på parkeringen visades för rummet"),
    "parked.declined": gettext_lazy("Något på parkeringen togs inte upp"),
    "parked.answered": gettext_lazy("Något på parkeringen fick ett svar"),
    "contributions.imported": gettext_lazy("Lappar på papper lästes in"),
    "contribution.transcribed": gettext_lazy("En lapp skrevs in åt någon"),
    "answer.transcribed": gettext_lazy("Ett svar skrevs in åt någon"),
    "story.taken_down": gettext_lazy("En berättelse skrevs in åt någon"),
    "story.corrected": gettext_lazy("En berättelse rättades som personen ville"),
    "story.approved": gettext_lazy("Någon läste igenom sin berättelse och skickade den"),
    "story.read_back": gettext_lazy("En berättelse lästes tillbaka och godkändes"),
    "story.not_read_back": gettext_lazy("Det skrevs ner varför en berättelse inte kunde läsas tillbaka"),
    "story.withdrawn": gettext_lazy("Någon tog tillbaka en berättelse"),
    "paper.receipt": gettext_lazy("Någon utan kvittokod fick en"),
    "paper.person": gettext_lazy("Någon utan egen enhet fick ett nummer"),
    "wall.put": gettext_lazy("En bild av en vägg lades in med sin text"),
    "step.time_out": gettext_lazy("Tiden för ett steg gick ut och skrivandet stängdes"),
    "cluster.created": gettext_lazy("Ett tema skapades"),
    "cluster.renamed": gettext_lazy("Ett tema bytte namn"),
    "cluster.removed": gettext_lazy("Ett tema togs bort"),
    "cluster.merged": gettext_lazy("Två teman slogs ihop"),
    "cluster.split": gettext_lazy("Ett tema delades"),
    "cluster.accepted": gettext_lazy("Datorns förslag till tema antogs av en person"),
    "suggestion.dismissed": gettext_lazy("Datorns förslag till tema avfärdades"),
    "sorting.undone": gettext_lazy("Något i en sortering ångrades"),
    "sorting.redone": gettext_lazy("Något i en sortering gjordes om"),
    "notes.moved": gettext_lazy("Lappar flyttades mellan teman"),
    "summary.sent": gettext_lazy("En råsammanfattning skickades till deltagarna"),
    "summary.corrected": gettext_lazy("En deltagare sa vad som stämmer i en sammanfattning"),
    "summary.answered": gettext_lazy("En rättelse av en sammanfattning besvarades"),
    "statement.accepted": gettext_lazy("Ett påstående togs med"),
    "statement.left_out": gettext_lazy("Ett påstående togs inte med"),
    "opinion.worked_out": gettext_lazy("En opinionskarta räknades om"),
    "reflection.written": gettext_lazy("Något skrevs i processledarnas logg"),
    "reflection.changed": gettext_lazy("Något ändrades i processledarnas logg"),
}
# What an event is about: the session or the step. A theme's heading may be a participant's words.
TITLES = {
    Workshop: "title",
    Exercise: "title",
    Participation: "workshop__title",
    Contribution: "exercise__title",
    Story: "exercise__title",
    Cluster: "exercise__title",
}


def line(lab_ids: Iterable[int], viewer) -> dict[int, str]:
    """{lab id: what is going on}: a session that is open, else the next one planned, else how many there have been."""
    sessions: dict[int, list[Workshop]] = {}
    rows = Workshop.objects.filter(lab_id__in=list(lab_ids), rehearsal_of__isnull=True).only(
        "lab_id", "title", "state", "starts_at"
    )
    for workshop in rows.order_by("starts_at", "pk"):
        sessions.setdefault(workshop.lab_id, []).append(workshop)
    return {lab_id: _line(rows) for lab_id, rows in sessions.items()}


def _line(rows: list[Workshop]) -> str:
    open_now = [row.title for row in rows if row.state in LIVE_STATES]
    if open_now:
        return _("Öppen nu: %(title)s") % {"title": open_now[0]}
    planned = [row for row in rows if row.state == WorkshopState.PLANNED]
    if planned:
        when = date_format(planned[0].starts_at, "j F Y")
        return _("Planeras %(when)s: %(title)s") % {"when": when, "title": planned[0].title}
    return ngettext("%(n)d verkstad är avslutad", "%(n)d verkstäder är avslutade", len(rows)) % {"n": len(rows)}
