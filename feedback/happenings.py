"""What happens to proposals, rounds, remarks and answers, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from feedback.enums import AssumptionStatus, ProposalStatus
from feedback.models import Answer, Assumption, Proposal, ProposalVersion, Round
from feedback.queries.rounds import MOVED

ACTS = {
    "answer.changed": gettext_lazy("Ett svar på synpunkter ändrades"),
    "answer.discarded": gettext_lazy("Ett svar på synpunkter kastades"),
    "answer.published": gettext_lazy("Svar på synpunkter publicerades, antal: %(n)s"),
    "answer.remarks_added": gettext_lazy("Fler synpunkter fick ett svar som fanns, antal: %(n)s"),
    "answer.remarks_removed": gettext_lazy("Synpunkter togs ur ett svar, antal: %(n)s"),
    "answer.replacing": gettext_lazy("Ett publicerat svar på synpunkter började rättas"),
    "answer.written": gettext_lazy("Ett svar på synpunkter skrevs, antal: %(n)s"),
    "assumption.added": gettext_lazy("Ett antagande skrevs ner"),
    "assumption.changed": gettext_lazy("Ett antagande ändrades"),
    "assumption.judged": gettext_lazy("Ett antagande fick ett läge: %(assumption_status)s"),
    "assumption.removed": gettext_lazy("Ett antagande togs bort ur listan"),
    "assumption.tied": gettext_lazy("Synpunkter lades till ett antagande"),
    "assumption.untied": gettext_lazy("En synpunkt togs bort från ett antagande"),
    "mockup.added": gettext_lazy("Något att prova lades till i en scen"),
    "mockup.changed": gettext_lazy("Något att prova i en scen ändrades"),
    "mockup.removed": gettext_lazy("Något att prova togs bort ur en scen"),
    "paragraph.added": gettext_lazy("En paragraf lades till i ett förslag"),
    "paragraph.changed": gettext_lazy("En paragraf i ett förslag ändrades"),
    "paragraph.moved": gettext_lazy("En paragraf i ett förslag flyttades"),
    "paragraph.removed": gettext_lazy("En paragraf togs bort ur ett förslag"),
    "proposal.account_taken_back": gettext_lazy("En bedömning av ett förslag mot en målbild togs bort"),
    "proposal.accounted": gettext_lazy("Det skrevs ner hur ett förslag står till en målbild"),
    "proposal.change_told": gettext_lazy("Det skrevs vad som ändrats i ett förslag, och varför"),
    "proposal.change_untold": gettext_lazy("En rad om vad som ändrats i ett förslag togs bort"),
    "proposal.changed": gettext_lazy("Ett förslags uppgifter ändrades"),
    "proposal.discarded": gettext_lazy("Ett utkast till version %(number)s av ett förslag kastades"),
    "proposal.frozen": gettext_lazy("Ett förslags version %(number)s låstes"),
    "proposal.made": gettext_lazy("Ett förslag påbörjades"),
    "proposal.published": gettext_lazy("Ett förslags version %(number)s publicerades"),
    "proposal.read_in": gettext_lazy("Ett förslag lästes in från en fil"),
    "proposal.status": gettext_lazy("Ett förslag fick ett nytt läge: %(proposal_status)s"),
    "proposal.version_begun": gettext_lazy("En ny version av ett förslag påbörjades, version %(number)s"),
    "proposal.worded": gettext_lazy("Orden i ett förslag ändrades"),
    "remark.considered": gettext_lazy("Synpunkter började övervägas: %(n)s"),
    "remark.hidden": gettext_lazy("En synpunkt slutade visas öppet"),
    "remark.own_view": gettext_lazy("Någon sa om svaret stämmer med deras synpunkt"),
    "remark.owned": gettext_lazy("Synpunkter fick en ansvarig: %(n)s"),
    "remark.read": gettext_lazy("Synpunkter lästes: %(n)s"),
    "remark.replied": gettext_lazy("Någon svarade i tråden om en synpunkt"),
    "remark.reply_removed": gettext_lazy("Ett svar i tråden om en synpunkt togs bort"),
    "remark.shown": gettext_lazy("En synpunkt började visas öppet bredvid förslaget"),
    "response.withdrawn": gettext_lazy("Någon tog tillbaka sitt svar om ett förslag"),
    "round.changed": gettext_lazy("En synpunktsrunda ändrades innan den öppnade"),
    "round.closed": gettext_lazy("En synpunktsrunda stängdes"),
    "round.counted": gettext_lazy("En synpunktsrundas resultat räknades"),
    "round.ended": gettext_lazy("En synpunktsrunda blev besvarad. Synpunkter utan svar: %(unanswered)s"),
    "round.finished": gettext_lazy("En synpunktsrunda avslutades, när de som svarade hade fått återkoppling"),
    "round.moved": gettext_lazy("En synpunktsrunda fick en annan dag: %(moved)s, %(before)s blev %(after)s"),
    "round.opened": gettext_lazy("En synpunktsrunda öppnades"),
    "round.planned": gettext_lazy("En synpunktsrunda planerades"),
    "round.report_asked": gettext_lazy("Redovisningen av en runda gjordes som PDF"),
    "round.result_counted": gettext_lazy("räknade vad en synpunktsrunda kom fram till"),
    "scene.added": gettext_lazy("En scen lades till i ett förslag"),
    "scene.changed": gettext_lazy("En scen i ett förslag ändrades"),
    "scene.from_journey": gettext_lazy("Scener gjordes ur en resa: %(n)s"),
    "scene.linked": gettext_lazy("En scen kopplades till en resa"),
    "scene.moved": gettext_lazy("En scen i ett förslag flyttades"),
    "scene.picture_put": gettext_lazy("En bild till en scen ändrades"),
    "scene.picture_removed": gettext_lazy("En bild togs bort ur en scen"),
    "scene.removed": gettext_lazy("En scen togs bort ur ett förslag"),
    "scene.unlinked": gettext_lazy("En koppling mellan en scen och en resa togs bort"),
}

FACTS = {
    "proposal_status": dict(ProposalStatus.choices),
    "assumption_status": dict(AssumptionStatus.choices),
    "moved": MOVED,
}
TITLES = {Proposal: "number", ProposalVersion: "title", Answer: "title", Round: "title", Assumption: "text"}
