"""Rows of the rooms around: labs, accounts, the public site, the open API, the small pages."""

from __future__ import annotations

import uuid

from tests.matrix.rows import KNOW, Row, staff

ADMIN = ("administrator",)
CHANGERS = ("lead", "administrator")
BOTH = ("GET", "POST")
SYNTHESISE = ("analyst", "editor", "facilitator", "lead")


def _lab(o):
    return [o["lab"].pk]


def _of(name):
    return lambda o: [o["lab"].pk, o[name].pk]


def admin(**more) -> Row:
    """Pages for administrators; for others with a log-in they do not exist."""
    return Row(allowed=ADMIN, known=(), **more)


def lab(*allowed, **more) -> Row:
    return staff(*(allowed or CHANGERS), **({"args": _lab} | more))


PUBLIC = Row(is_public=True)
ROOMS: dict[str, Row] = {
    "core:healthz": PUBLIC,
    "core:readyz": Row(is_public=True, public_ends=("ok", "503")),
    "core:leave": PUBLIC,
    "core:set_language": Row(is_public=True, methods=("POST",), data={"language": "en"}),
    "core:gallery": PUBLIC,
    "core:gallery_part": Row(is_public=True, args=lambda o: ["finns-inte"], public_ends=("missing",)),
    "core:editors_log_in": Row(is_public=True, public_ends=("ok", "login", "forbidden", "missing")),
    "core:job": Row(args=lambda o: [uuid.UUID(int=1)], known=()),
    "cms:search": PUBLIC,
    # Published in its room, but without a page.
    "cms:goal": Row(is_public=True, args=lambda o: [o["published"].goal.slug], public_ends=("missing",)),
    "cms:goal_version": Row(is_public=True, args=lambda o: [o["published"].goal.slug, 1], public_ends=("missing",)),
    "cms:journeys": PUBLIC,
    # Kept as a version, but not published.
    "cms:journey": Row(is_public=True, args=lambda o: [o["journey"].slug], public_ends=("missing",)),
    "cms:journey_differences": Row(is_public=True, args=lambda o: [o["journey"].slug], public_ends=("missing",)),
    "cms:journey_file": Row(is_public=True, args=lambda o: [o["journey"].slug], public_ends=("missing",)),
    "cms:robots": PUBLIC,
    "cms:picture": Row(is_public=True, args=lambda o: [o["picture"]]),
    "cms:portrait": Row(signed_in=True, args=lambda o: [o["picture"]]),
    "cms:sitemap": PUBLIC,
    "cms:editors_door": Row(is_public=True, public_ends=("ok", "login", "forbidden")),
    "cms:publish_goal": staff("facilitator", "lead", "editor", args=lambda o: [o["draft"].pk]),
    "cms:hide_goal": staff("lead", "site_editor", "administrator", args=lambda o: [o["published"].pk], methods=BOTH),
    "cms:unhide_goal": staff("lead", "site_editor", "administrator", args=lambda o: [o["published"].pk]),
    "api:root": PUBLIC,
    "api:nothing": Row(is_public=True, args=lambda o: ["finns/inte"], public_ends=("missing",)),
    "api:schema": PUBLIC,
    "api:lab-list": PUBLIC,
    "api:lab-detail": Row(is_public=True, args=lambda o: [o["lab"].slug]),
    "api:goal-list": PUBLIC,
    "api:goal-detail": Row(is_public=True, args=lambda o: [o["published"].goal.slug], public_ends=("ok", "missing")),
    "api:organisation-list": PUBLIC,
    "api:journey-list": PUBLIC,
    "api:journey-detail": Row(is_public=True, args=lambda o: [o["journey"].slug], public_ends=("missing",)),
    "goals:link_journey": staff(*SYNTHESISE, args=lambda o: [o["journey"].pk], methods=BOTH),
    "goals:unlink": staff(*SYNTHESISE, args=lambda o: [o["map_link"].pk]),
    "goals:draw_goal": staff(*SYNTHESISE, args=lambda o: [o["draft"].pk], methods=BOTH),
    "goals:goal_journeys": staff(*KNOW, args=lambda o: [o["draft"].pk]),
    "goals:barrier_journeys": staff(*KNOW, args=lambda o: [o["barrier"].pk]),
    "recovery_codes": Row(signed_in=True),
    "accounts:account": Row(signed_in=True),
    "accounts:change": Row(signed_in=True, methods=BOTH),
    "accounts:export": Row(signed_in=True),
    "accounts:leave": Row(signed_in=True),
    "accounts:people": admin(),
    "accounts:new_person": admin(methods=BOTH),
    "accounts:person": admin(args=lambda o: [o["person"].pk]),
    "accounts:close_person": admin(args=lambda o: [o["person"].pk]),
    "accounts:open_person": admin(args=lambda o: [o["person"].pk]),
    "accounts:send_password": admin(args=lambda o: [o["person"].pk]),
    "accounts:history": admin(),
    "accounts:organisations": admin(),
    "accounts:change_organisation": admin(args=lambda o: [o["organisation"].pk], methods=BOTH),
    "accounts:remove_organisation": admin(args=lambda o: [o["organisation"].pk]),
    "labs:mine": Row(signed_in=True),
    "labs:create": admin(methods=BOTH),
    "labs:detail": lab(*KNOW),
    "labs:change": lab(methods=BOTH),
    "labs:frame": lab(methods=BOTH),
    "labs:history": lab("facilitator", "lead", "analyst", "administrator"),
    "labs:words": lab(methods=BOTH),
    "labs:use_word": lab(args=_of("word"), methods=("POST",)),
    "labs:drop_word": lab(args=_of("word")),
    "labs:principals": lab(methods=BOTH),
    "labs:drop_principal": lab(args=_of("principal")),
    "labs:add_actor": lab(methods=BOTH),
    "labs:change_actor": lab(args=_of("actor"), methods=BOTH),
    "labs:remove_actor": lab(args=_of("actor")),
    "labs:add_initiative": lab(methods=BOTH),
    "labs:change_initiative": lab(args=_of("initiative"), methods=BOTH),
    "labs:remove_initiative": lab(args=_of("initiative")),
    "labs:add_member": lab(methods=BOTH),
    "labs:remove_member": lab(args=_of("membership")),
}
