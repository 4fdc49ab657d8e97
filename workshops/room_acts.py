"""What those who lead do around the steps, by name: help, the speaking queue, messages, the parking, who has gone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops.actions import messages, parking
from workshops.actions import room as acts
from workshops.actions.joining import come_back, leave
from workshops.models import Site
from workshops.queries.people import people_in
from workshops.queries.room import numbers_at


@dataclass(frozen=True)
class RoomAct:
    """do: what happens and what to tell. everyone: table hosts may do it too, not only those who lead the site."""

    do: Callable[..., str]
    everyone: bool = False


@dataclass(frozen=True)
class Sent:
    """A form on its way in."""

    site: Site
    data: QueryDict
    by: object
    at: datetime

    def row(self, rows, name: str = "rad"):
        """The row of this site that the form names; RuleBroken when it is gone."""
        found = rows.filter(site=self.site, pk=whole_number(self.data.get(name))).first()
        if found is None:
            raise RuleBroken(_("Det finns inte längre. Ladda om sidan."), status=404)
        found.site = self.site
        return found

    def key(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.data.get("key", ""))
        except ValueError:
            raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), status=400) from None


def _take_care(sent: Sent) -> str:
    row = sent.site.help_requests.model.objects.filter(
        participation__site=sent.site, pk=whole_number(sent.data.get("rad"))
    ).select_related("participation").first()  # fmt: skip
    if row is None:
        raise RuleBroken(_("Det finns inte längre. Ladda om sidan."), status=404)
    acts.take_care(request=row, by=sent.by, at=sent.at)
    return _("Personen ser att du vet. De andra som leder ser att det är omhändertaget.")


def _give(sent: Sent) -> str:
    acts.give_the_floor(turn=sent.row(sent.site.turns), by=sent.by, at=sent.at)
    return _("Ordet är lämnat vidare.")


def _end(sent: Sent) -> str:
    acts.end_turn(turn=sent.row(sent.site.turns), by=sent.by, at=sent.at)
    return _("Klart.")


def _order(sent: Sent) -> str:
    first = sent.data.get("forst") == "1"
    acts.put_new_voices_first(site=sent.site, first=first, by=sent.by, at=sent.at)
    return _("De som inte har talat går före.") if first else _("Alla talar i den ordning de bad om ordet.")


def _send(sent: Sent) -> str:
    wanted = sent.data.get("grupp", "")
    group = sent.site.groups.filter(pk=whole_number(wanted)).first() if wanted else None
    if wanted and group is None:
        raise RuleBroken(_("Gruppen finns inte längre. Ladda om sidan."), field="grupp", status=404)
    messages.send_message(
        site=sent.site, text=sent.data.get("text", ""), group=group, on_stage=sent.data.get("storbild") == "1",
        key=sent.key(), by=sent.by, at=sent.at,
    )  # fmt: skip
    return (
        _("Meddelandet är skickat till %(name)s.") % {"name": group.name}
        if group
        else _("Meddelandet är skickat till alla.")
    )


def _end_message(sent: Sent) -> str:
    messages.end_message(message=sent.row(sent.site.messages), by=sent.by, at=sent.at)
    return _("Meddelandet visas inte längre. Det finns kvar i listan.")


def _park(sent: Sent) -> str:
    parking.park(site=sent.site, text=sent.data.get("text", ""), key=sent.key(), by=sent.by, at=sent.at)
    return _("Det är parkerat och syns för alla.")


def _accept(sent: Sent) -> str:
    parking.accept(parked=sent.row(sent.site.parked), by=sent.by, at=sent.at)
    return _("Det syns nu för alla.")


def _decline(sent: Sent) -> str:
    parking.decline(parked=sent.row(sent.site.parked), by=sent.by, at=sent.at)
    return _("Det tas inte upp. Den som skrev ser det.")


def _answer(sent: Sent) -> str:
    row = sent.row(sent.site.parked)
    parking.answer(parked=row, text=sent.data.get("answer", ""), by=sent.by, at=sent.at)
    return _("Svaret är sparat.")


def _reopen(sent: Sent) -> str:
    parking.reopen(parked=sent.row(sent.site.parked), by=sent.by, at=sent.at)
    return _("Det ligger på parkeringen igen.")


def _gone(sent: Sent) -> str:
    place = _numbered(sent)
    leave(participation=place, by=sent.by, at=sent.at)
    return _("Ingen väntar på nummer %(n)d. Personen kan komma tillbaka.") % {"n": whole_number(sent.data["nummer"])}


def _back(sent: Sent) -> str:
    come_back(participation=_numbered(sent), by=sent.by, at=sent.at)
    return _("Nummer %(n)d är med igen.") % {"n": whole_number(sent.data["nummer"])}


def _numbered(sent: Sent):
    wanted = whole_number(sent.data.get("nummer"))
    key = next((pk for pk, number in numbers_at(sent.site).items() if number == wanted), None)
    if key is None:
        raise RuleBroken(_("Det finns ingen med det numret här."), field="nummer")
    return people_in(sent.site.workshop_id).get(pk=key)


ACTS: dict[str, RoomAct] = {
    "ta-hand": RoomAct(_take_care, everyone=True),
    "ge-ordet": RoomAct(_give, everyone=True),
    "klar": RoomAct(_end, everyone=True),
    "ordning": RoomAct(_order),
    "skicka": RoomAct(_send),
    "avsluta-meddelande": RoomAct(_end_message),
    "parkera": RoomAct(_park, everyone=True),
    "slapp-fram": RoomAct(_accept),
    "ta-inte-upp": RoomAct(_decline),
    "besvara": RoomAct(_answer),
    "oppna-igen": RoomAct(_reopen),
    "gatt": RoomAct(_gone, everyone=True),
    "tillbaka": RoomAct(_back, everyone=True),
}
