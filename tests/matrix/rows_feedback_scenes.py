"""Rows of the scenes of proposals."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, WRITERS, Row, staff


def _of(name):
    return lambda o: [o[name].pk]


def _picture(o):
    return [o["scene"].pk, "today"]


def _public(o):
    version = o["scene_public"]
    return [version.proposal.slug, version.number]


SCENES: dict[str, Row] = {
    "feedback:scenes": staff(*KNOW, args=_of("scene_version")),
    "feedback:storyboard": staff(*KNOW, args=_of("scene_version")),
    "feedback:big_screen": staff(*KNOW, args=lambda o: [o["scene_version"].pk, 1]),
    "feedback:add_scene": staff(*WRITERS, args=_of("scene_version"), methods=BOTH),
    "feedback:scenes_from_journey": staff(*WRITERS, args=_of("scene_version"), methods=BOTH),
    "feedback:change_scene": staff(*WRITERS, args=_of("scene"), methods=BOTH),
    "feedback:move_scene": staff(*WRITERS, args=_of("scene"), methods=("POST",)),
    "feedback:link_scene": staff(*WRITERS, args=_of("scene"), methods=BOTH),
    "feedback:add_mockup": staff(*WRITERS, args=_of("scene"), methods=BOTH),
    "feedback:scene_picture": staff(*WRITERS, args=_picture, methods=BOTH),
    "feedback:remove_picture": staff(*WRITERS, args=_picture, methods=BOTH),  # it has none: nothing is done
    "feedback:change_mockup": staff(*WRITERS, args=_of("scene_mockup"), methods=BOTH),
    "feedback:journey_scenes": staff(*KNOW, args=_of("journey")),
    # Opened, not sent: what is taken away would be missing for the rows after.
    "feedback:remove_scene": staff(*WRITERS, args=_of("scene")),
    "feedback:remove_mockup": staff(*WRITERS, args=_of("scene_mockup")),
    "feedback:unlink_scene": staff(*WRITERS, args=_of("scene_link")),
    "feedback:scene_image": Row(is_public=True, args=_picture, public_ends=("missing",)),  # it has none
    "feedback:public_storyboard": Row(is_public=True, args=_public),
    "feedback:public_big_screen": Row(is_public=True, args=lambda o: [*_public(o), 1]),
}
