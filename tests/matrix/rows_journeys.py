"""Rows of the journeys."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, LEADERS, READERS, Row, staff

SYNTHESISE = ("analyst", "editor", *LEADERS)
WRITERS = ("table_host", *SYNTHESISE)
PUBLISHERS = ("editor", *LEADERS)


def _lab(o):
    return [o["lab"].pk]


def _journey(o):
    return [o["journey"].pk]


def _of(name):
    """A part of the journey: its own key alone."""
    return lambda o: [o[name].pk]


def _site(o):
    return [o["workshop"].site.pk]


def _nobodys_way(o):
    """A step where nobody maps anything."""
    return [o["workshop"].site.pk, o["step"].pk, o["journey"].steps.first().pk]


REMEDY = {
    "kind": "wait", "from_kind": "region", "to_kind": "municipality", "county": "", "what": "Vi ringer samma dag",
    "done_on": "2026-03-01", "row_version": "1",
}  # fmt: skip
JOURNEYS: dict[str, Row] = {
    "journeys:list": staff(*KNOW, args=_lab),
    "journeys:compare_journeys": staff(*KNOW, args=_lab),
    "journeys:rollup": staff(*KNOW, args=_lab),
    "journeys:rollup_csv": staff(*KNOW, args=_lab),
    "journeys:remedies": staff(*KNOW, args=_lab),
    "journeys:new_remedy": staff(*WRITERS, args=_lab, methods=BOTH, data=REMEDY),
    "journeys:remedy": staff(*KNOW, args=_of("remedy")),
    "journeys:change_remedy": staff(*WRITERS, args=_of("remedy"), methods=BOTH, data=REMEDY),
    "journeys:remove_remedy": staff(*WRITERS, args=_of("remedy"), methods=BOTH),
    "journeys:journey": staff(*KNOW, args=_journey),
    "journeys:import_journey": staff(*WRITERS, args=_lab, methods=BOTH),
    "journeys:look_upload": staff(*WRITERS, args=_of("map_upload"), methods=BOTH),
    "journeys:journey_files": staff(*KNOW, args=_journey),
    "journeys:export_journey": staff(*KNOW, args=lambda o: [o["journey"].pk, "json"]),
    "journeys:schema": Row(is_public=True),
    "journeys:choose_voices": staff(*SYNTHESISE, args=lambda o: [o["journey"].pk, o["map_step"].pk], methods=BOTH),
    "journeys:voice": staff(*SYNTHESISE, args=_of("map_voice"), methods=BOTH),
    "journeys:remove_voice": staff(*SYNTHESISE, args=_of("map_voice")),
    # The map of the participant's own way is there from when they have joined.
    "followup:own_journey": Row(
        allowed=("participant",),
        participants=True,
        args=_of("own_journey"),
        methods=BOTH,
        phases=("open", "closed"),
    ),
    "journeys:publish_journey": staff(*PUBLISHERS, args=_journey, methods=BOTH),
    "journeys:take_down_journey": staff(*PUBLISHERS, args=_journey),
    "journeys:journey_versions": staff(*KNOW, args=_journey, methods=BOTH),
    "journeys:journey_version": staff(*KNOW, args=_of("map_version")),
    "journeys:new_journey": staff(*WRITERS, args=_lab, methods=BOTH),
    "journeys:change_journey": staff(*WRITERS, args=_journey, methods=BOTH),
    "journeys:archive_journey": staff(*WRITERS, args=_journey, methods=BOTH),
    "journeys:map_history": staff(*KNOW, args=_journey),
    # The first edit can never be taken back: the answer is a refusal, and the map stays as it is.
    "journeys:undo_edit": staff(*WRITERS, args=lambda o: [o["journey"].pk, 1], methods=BOTH, data={"confirm": "1"}),
    "journeys:add_step": staff(*WRITERS, args=_journey, methods=BOTH),
    "journeys:add_phase": staff(*WRITERS, args=_journey, methods=BOTH),
    "journeys:add_gap": staff(*WRITERS, args=_journey, methods=BOTH),
    "journeys:actors": staff(*WRITERS, args=_journey, methods=BOTH),
    "journeys:step": staff(*WRITERS, args=_of("map_step"), methods=BOTH),
    "journeys:move_step": staff(*WRITERS, args=_of("map_step"), methods=BOTH),
    "journeys:split_step": staff(*WRITERS, args=_of("map_step"), methods=BOTH),
    "journeys:merge_step": staff(*WRITERS, args=_of("map_step"), methods=BOTH),
    "journeys:remove_step": staff(*WRITERS, args=_of("map_step"), methods=BOTH),
    "journeys:add_way": staff(*WRITERS, args=_of("map_step"), methods=BOTH),
    "journeys:remove_way": staff(*WRITERS, args=_of("way"), methods=BOTH),
    "journeys:phase": staff(*WRITERS, args=_of("map_phase"), methods=BOTH),
    "journeys:move_phase": staff(*WRITERS, args=_of("map_phase"), methods=BOTH),
    "journeys:remove_phase": staff(*WRITERS, args=_of("map_phase"), methods=BOTH),
    "journeys:gap": staff(*WRITERS, args=_of("gap"), methods=BOTH),
    "journeys:remove_gap": staff(*WRITERS, args=_of("gap"), methods=BOTH),
    "journeys:actor": staff(*WRITERS, args=_of("map_actor"), methods=BOTH),
    "journeys:remove_actor": staff(*WRITERS, args=_of("map_actor"), methods=BOTH),
    "journeys:told_ways": staff(*READERS, args=_site),
    "journeys:told_way": staff(*READERS, args=_nobodys_way, methods=BOTH, ok=("missing",)),
    "journeys:map_card": Row(known=(), args=lambda o: [o["note"].pk], methods=BOTH),  # no card of a table
    "journeys:print_journey": staff(*KNOW, args=_journey),
    "journeys:poster": staff(*KNOW, args=_journey),
    "journeys:poster_tiles": staff(*KNOW, args=_journey),
    "journeys:outline": staff(*KNOW, args=_journey),
    "journeys:map_svg": staff(*KNOW, args=_journey),
    "journeys:map_png": staff(*KNOW, args=_journey),
    "journeys:map_pptx": staff(*KNOW, args=_journey),
}
