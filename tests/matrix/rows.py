"""The table: for each address what is sent and how it ends for each role in each phase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from tests.matrix.world import MEMBERS, STAFF, World

LEADERS = ("facilitator", "lead")
HOSTS = ("table_host", *LEADERS)
READERS = ("analyst", *LEADERS)
ROOM = tuple(role for role in MEMBERS if role != "researcher")  # a following researcher has no screens
FOLLOWERS = ("researcher", "table_host", *LEADERS)
LATER = {"journeys", "feedback", "followup"}


class _Asked(dict):
    """The world's objects, and which of them an address is built from."""

    def __init__(self, objects: dict):
        super().__init__(objects)
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str):
        self.keys_asked.add(key)
        return super().__getitem__(key)


def _room(key: str, thing) -> str:
    """Whose an object is; blank for what is the participant's own and for what is no row of a table."""
    return thing._meta.app_label if hasattr(thing, "_meta") and not key.startswith("own_") else ""


@dataclass(frozen=True)
class Row:
    """args: builds the address from the world's objects. allowed: roles that get "ok". known: roles that know of
    the object and are told "forbidden" (others with a log-in get "missing", the rest are shown the log-in, or
    the way in when `participants` is set). data: what a POST sends. phases: where it can succeed at all.
    ok: how it ends for those allowed; not_yet: how it ends for them in an open session outside `phases`."""

    allowed: tuple[str, ...] = ()
    args: Callable[[dict], list] = lambda o: []
    methods: tuple[str, ...] = ("GET",)
    known: tuple[str, ...] = MEMBERS
    is_public: bool = False
    signed_in: bool = False
    participants: bool = False
    data: dict | None = None
    phases: tuple[str, ...] = ("planned", "open", "closed")
    public_ends: tuple[str, ...] = ("ok",)
    ok: tuple[str, ...] = ("ok",)
    not_yet: tuple[str, ...] = ()

    def send(self, world: World, role: str, method: str, name: str):
        """The request of one role."""
        client = world.clients[role]
        url = reverse(name, args=self.args(world.objects))
        return client.post(url, self.data or {}) if method == "POST" else client.get(url)

    def is_of_the_session(self, objects: dict) -> bool:
        """Whether how far the session has come can matter: not for a row that says the same of every phase, and speaks
        only of things of the later rooms, which in this world are the same in each."""
        spoken_of = _Asked(objects)
        self.args(spoken_of)
        rooms = {_room(key, objects[key]) for key in spoken_of.keys_asked}
        same = self.phases == ("planned", "open", "closed") and not self.not_yet and "participant" not in self.allowed
        return not (same and rooms and rooms <= LATER)

    def expected(self, role: str, phase: str, method: str) -> tuple[str, ...]:
        """How it may end."""
        if self.is_public:
            return self.public_ends
        if self.signed_in:
            return ("ok",) if role in STAFF else ("login",)
        if role == "participant" and phase == "planned" and not self.participants:
            return ("login",)  # nobody has joined yet
        if role in self.allowed and phase in self.phases:
            return self.ok
        if role in self.allowed and self.not_yet and (phase != "planned" or not self.participants):
            return self.not_yet
        if self.participants:
            return ("forbidden",) if method == "POST" else ("join",)
        if role not in STAFF:
            return ("login",)
        return ("forbidden",) if role in self.known else ("missing",)


def _w(o):
    return [o["workshop"].pk]


def _s(o):
    return [o["workshop"].site.pk]


def _group(o):
    return [o["workshop"].site.pk, o["group"].pk]


def _site_note(o):
    return [o["workshop"].site.pk, o["note"].pk]


def _step(o):
    return [o["workshop"].pk, o["step"].pk]


def _story(o):
    return [o["story"].pk]


def _note(o):
    return [o["workshop"].pk, o["note"].pk]


KNOW = (*MEMBERS, "administrator")


def staff(*allowed, **more) -> Row:
    return Row(allowed=allowed, known=KNOW, **({"args": _w} | more))


def part(**more) -> Row:
    return Row(allowed=("participant",), participants=True, **({"args": _w, "phases": ("open", "closed")} | more))


def _lab(o):
    return [o["lab"].pk]


def _draft(o):
    return [o["draft"].pk]


def _plan(o):
    return [o["plan"].pk]


def _judging_group(o):
    return [o["judging_group"].pk]


def _barrier(o):
    return [o["barrier"].pk]


def _code(o):
    return [o["lab"].pk, o["code"].pk]


WRITERS = ("analyst", "editor", *LEADERS)
BOTH = ("GET", "POST")
ROWS: dict[str, Row] = {
    "workshops:join": Row(is_public=True, methods=BOTH),
    "workshops:door": Row(is_public=True, args=lambda o: ["finns-inte"], public_ends=("missing", "429")),
    "workshops:take_part": part(),
    "workshops:clock": part(),
    "workshops:perspective": part(methods=BOTH),
    "workshops:change_note": part(args=_note, methods=BOTH),
    "workshops:take_back": part(args=_note),
    "workshops:earlier": part(args=_step, phases=("closed",), not_yet=("missing",)),
    "workshops:ready": part(args=_step, methods=("POST",)),
    "workshops:act": part(args=lambda o: [*_step(o), "lamna"], methods=("POST",)),
    # Before the row that holds the note.
    "workshops:report_note": part(args=_note, methods=BOTH, phases=("closed",), not_yet=("missing",)),
    "workshops:report_as_listener": staff(*MEMBERS, args=_note, methods=BOTH, phases=("closed",), not_yet=("missing",)),
    "workshops:console": staff(*HOSTS, args=_s),
    "workshops:pace": staff(*LEADERS, args=lambda o: [*_s(o), "mer-tid"], methods=BOTH),
    "workshops:moderate": staff(
        *LEADERS,
        args=_site_note,
        methods=("POST",),
        data={"skal": "other"},
        phases=("open", "closed"),
        not_yet=("missing",),
    ),
    "workshops:host_act": staff(
        *HOSTS,
        args=lambda o: [*_s(o), o["workshop"].exercises.get(position=2).pk, "flytta"],
        methods=("POST",),
        data={"title": "Tema"},
    ),
    "workshops:notes": staff(*MEMBERS),
    "workshops:import": staff(*READERS, args=_s, methods=BOTH),
    "workshops:import_preview": staff(*READERS, args=_site_note, ok=("missing",)),
    "workshops:print": staff(*HOSTS, args=_s),
    "workshops:print_sheets": staff(*HOSTS, args=lambda o: [*_s(o), "blankett"]),
    "workshops:write_in": staff("analyst", *HOSTS, args=_s, methods=BOTH),
    # The first step takes notes and no answers.
    "workshops:write_in_answer": staff(
        "analyst", *HOSTS, args=lambda o: [*_s(o), o["step"].pk], methods=BOTH, ok=("missing",)
    ),
    # The first step has no statements.
    "workshops:opinions": staff(*READERS, args=lambda o: [*_s(o), o["step"].pk], ok=("missing",)),
    "workshops:opinion_votes": staff(*READERS, args=lambda o: [*_s(o), o["step"].pk], ok=("missing",)),
    "workshops:opinion_statements": staff(*READERS, args=lambda o: [*_s(o), o["step"].pk], ok=("missing",)),
    "workshops:opinion_act": staff(
        *LEADERS, args=lambda o: [*_s(o), o["step"].pk, "rakna-om"], methods=("POST",), ok=("missing",)
    ),
    "workshops:own_place": part(args=lambda o: [o["workshop"].pk, o["step"].pk], ok=("missing",)),
    "workshops:new_person": staff("analyst", *HOSTS, args=_s, methods=("POST",)),
    "workshops:stories": staff("analyst", *HOSTS, args=_s),
    "workshops:story": staff(*READERS, args=_story),
    "workshops:read_story_back": staff(*READERS, args=_story, methods=("POST",)),
    "workshops:no_story_back": staff(*READERS, args=_story, methods=("POST",)),
    # The guide of the first step has no questions.
    "workshops:correct_story": staff(*READERS, args=lambda o: [*_story(o), "f1"], methods=BOTH, ok=("missing",)),
    "workshops:story_sheet": staff(*READERS, args=_story),
    "workshops:do_not_use_story": part(args=lambda o: [*_w(o), *_story(o)]),
    "workshops:walls": staff(*READERS, args=_s, methods=BOTH),
    "workshops:wall_picture": staff(*READERS, args=_site_note, ok=("missing",)),  # no picture has this key
    "workshops:shown_wall": part(args=_note, ok=("missing",)),
    "workshops:remind_me": part(methods=BOTH),
    "workshops:no_reminder": Row(is_public=True, args=lambda o: ["finns-inte"]),
    "workshops:stage": staff(*ROOM, args=_s),
    "workshops:groups": staff(*LEADERS, args=_s),
    "workshops:group_act": staff(*LEADERS, args=lambda o: [*_s(o), "lagg-till"], methods=("POST",), data={"name": "G"}),
    "workshops:table": staff(*HOSTS, args=_group),
    "workshops:table_act": staff(*HOSTS, args=lambda o: [*_group(o), "visa"], methods=("POST",)),
    "workshops:sites": staff("table_host", "analyst", *LEADERS),
    "workshops:add_site": staff(*LEADERS, methods=BOTH),
    "workshops:change_site": staff(*LEADERS, args=_s, methods=BOTH),
    "workshops:remove_site": staff(*LEADERS, args=_s),
    "workshops:board": staff(*MEMBERS, "participant"),
    "workshops:sit": part(methods=BOTH),
    "workshops:go": part(methods=("POST",)),
    "workshops:stand_by": part(args=_step, methods=("POST",), ok=("missing",)),
    "workshops:around": part(),
    "workshops:around_act": part(args=lambda o: [*_w(o), "ordet"], methods=("POST",)),
    "workshops:told": part(),
    "workshops:room": staff(*HOSTS, args=_s),
    "workshops:room_act": staff(*LEADERS, args=lambda o: [*_s(o), "ordning"], methods=("POST",)),
    "workshops:parking": staff(*HOSTS, args=_s),
    # Of a session in one room, where nobody has a question that the others do not answer.
    "workshops:own_question": staff(*LEADERS, args=_s, ok=("missing",)),
    "workshops:own_question_of": staff(*LEADERS, args=lambda o: [*_s(o), "brainstorm"], methods=BOTH, ok=("missing",)),
    "workshops:moderation": staff(*LEADERS),
    "workshops:listen": staff("listener", methods=BOTH),
    "workshops:listened": staff("listener"),
    "workshops:change_listened": staff("listener", args=lambda o: [*_w(o), 1], ok=("missing",)),
    "workshops:sum_up": staff(*LEADERS, args=_s, methods=BOTH),
    "workshops:answer_correction": staff(*LEADERS, args=lambda o: [*_s(o), 1], methods=("POST",), ok=("missing",)),
    "workshops:summary": part(ok=("missing",)),  # none has been sent
    "workshops:log": staff(*FOLLOWERS),
    "workshops:reflect": staff(*FOLLOWERS, methods=BOTH),
    "workshops:change_reflection": staff("lead", args=lambda o: [o["reflection"].pk], methods=BOTH),
    "workshops:report": staff("researcher", *READERS),
    "workshops:report_csv": staff("researcher", *READERS),
    "workshops:report_docx": staff("researcher", *READERS),
    "workshops:create": staff(*LEADERS, args=lambda o: [o["lab"].pk], methods=BOTH),
    "workshops:programme": staff(*LEADERS),
    "workshops:minutes": staff(*LEADERS, methods=BOTH),
    "workshops:place_steps": staff(*LEADERS, methods=BOTH),
    "workshops:start": staff(*LEADERS, methods=BOTH),
    "workshops:duplicate_step": staff(*LEADERS, args=_step, methods=BOTH),
    "workshops:rehearse": staff(*LEADERS),
    # Of a real session, where it does not exist; tests/workshops/test_rehearsal.py is about rehearsals.
    "workshops:rehearsal_act": staff(*LEADERS, args=lambda o: [*_s(o), "sluta"], ok=("missing",)),
    "workshops:change": staff(*LEADERS, methods=BOTH),
    "workshops:add_step": staff(*LEADERS),
    "workshops:add_step_of": staff(*LEADERS, args=lambda o: [o["workshop"].pk, "brainstorm"], methods=BOTH),
    "workshops:change_step": staff(*LEADERS, args=_step),
    "workshops:move_step": staff(*LEADERS, args=_step, methods=("POST",), data={"vart": "upp"}),
    "workshops:remove_step": staff(*LEADERS, args=lambda o: [o["workshop"].pk, o["last_step"].pk]),
    "workshops:voice": staff(*LEADERS, args=_step, methods=BOTH, ok=("missing",)),  # the first step is no voice
    "workshops:voice_sound": Row(
        allowed=("participant", *KNOW),
        args=_step,
        phases=("open", "closed"),
        ok=("missing",),
        not_yet=("missing", "login"),
    ),
    "goals:list": staff(*KNOW, args=_lab),
    "goals:choose": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:create": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:version": staff(*KNOW, args=_draft),
    "goals:edit": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:voices": staff(*WRITERS, args=_draft),
    "goals:add_voices": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:discard": staff(*WRITERS, args=_draft),
    "goals:check": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:validate": staff(*LEADERS, args=_draft, methods=BOTH),
    "goals:adopt": staff(*LEADERS, args=_draft, methods=BOTH),
    "goals:freeze": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:new_version": staff(*WRITERS, args=_draft, methods=BOTH),
    # What stands in the way.
    "goals:barriers": staff(*KNOW, args=_lab),
    "goals:barrier_board": staff(*KNOW, args=_lab),
    "goals:barriers_csv": staff(*KNOW, args=_lab),
    "goals:barriers_alike": staff(*WRITERS, args=_lab),
    "goals:barrier_merge": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:barrier_new": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:barrier": staff(*KNOW, args=_barrier),
    "goals:barrier_edit": staff(*WRITERS, args=_barrier, methods=BOTH),
    "goals:barrier_state": staff(*WRITERS, args=_barrier, methods=BOTH),
    "goals:barrier_show": staff("editor", *LEADERS, args=_barrier, methods=BOTH),
    "goals:barrier_apart": staff(*WRITERS, args=_barrier, methods=BOTH),
    "goals:barrier_of_note": Row(known=(), args=lambda o: [o["note"].pk]),  # a note that is no barrier has no card
    "goals:codebook": staff(*WRITERS, args=_lab),
    "goals:new_code": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:import_codebook": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:export_coding": staff(*WRITERS, args=lambda o: [*_lab(o), "kodbok.qdc"]),
    "goals:agreement": staff(*WRITERS, args=_lab),
    "goals:saturation": staff(*WRITERS, args=_lab),
    "goals:memos": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:code": staff(*WRITERS, args=_code, methods=BOTH),
    "goals:change_code": staff(*WRITERS, args=_code, methods=BOTH),
    "goals:merge_code": staff(*WRITERS, args=_code, methods=BOTH),
    "goals:split_code": staff(*WRITERS, args=_code, methods=BOTH),
    "goals:code_suggestions": staff(*WRITERS, args=_code),
    "goals:code_voices": staff(*WRITERS, args=_code),
    "goals:code_act": staff(*WRITERS, args=lambda o: [*_code(o), "ur-bruk"]),
    "goals:coding": staff(*WRITERS, args=_lab),
    # What has not been shown yet is read by those who lead only, as where voices are chosen.
    "goals:code_note": staff(*WRITERS, args=lambda o: [*_lab(o), o["shown_note"].pk], methods=BOTH),
    "goals:public_voices": Row(is_public=True, args=lambda o: [o["published"].goal.slug, 1]),
    # Action plans
    "goals:plans": staff(*KNOW, args=_lab),
    "goals:new_plan": staff(*WRITERS, args=_lab, methods=BOTH),
    "goals:plan": staff(*KNOW, args=_plan),
    "goals:plan_item": staff(*KNOW, args=lambda o: [*_plan(o), 1]),
    "goals:plan_xlsx": staff(*KNOW, args=_plan),
    "goals:plan_docx": staff(*KNOW, args=_plan),
    "goals:change_plan": staff(*WRITERS, args=_plan, methods=BOTH),
    "goals:show_plan": staff("editor", *LEADERS, args=_plan),
    "goals:remove_plan": staff(*WRITERS, args=_plan, methods=BOTH),
    "goals:remove_plan_version": staff(*WRITERS, args=lambda o: [o["plan_version"].pk]),
    "goals:plan_source": staff(*WRITERS, args=_plan, methods=BOTH),
    "goals:plan_by_hand": staff(*WRITERS, args=_plan, methods=BOTH),
    "goals:plan_look": staff(*WRITERS, args=lambda o: [o["plan_upload"].pk]),
    "goals:judge": staff(*MEMBERS, args=_plan, methods=BOTH),
    "goals:judge_group": staff(*LEADERS, args=_plan, methods=BOTH),
    "goals:change_judging_group": staff(*LEADERS, args=_judging_group, methods=BOTH),
    "goals:stop_judging": staff(*LEADERS, args=_judging_group),
    "goals:judge_item": staff(*LEADERS, args=lambda o: [*_judging_group(o), 1], methods=BOTH),
    "goals:judge_goal": staff(*LEADERS, args=lambda o: [*_judging_group(o), o["published"].goal_id], methods=BOTH),
    "goals:trials": staff(*WRITERS, args=_draft),
    "goals:check_answers": staff(*WRITERS, args=lambda o: [*_draft(o), 0], methods=BOTH, ok=("missing",)),
    "goals:write_dissent": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:carried_dissents": staff(*WRITERS, args=_draft),
    "goals:meet_dissent": staff(*WRITERS, args=lambda o: [*_draft(o), 0], methods=("POST",), ok=("missing",)),
    "goals:reply_to_view": staff(*WRITERS, args=lambda o: [o["own_view"].pk], methods=BOTH),
    # What the participant has said stands in a published målbild once the session has been held.
    "followup:own_view": Row(
        allowed=("participant",),
        participants=True,
        args=lambda o: [o["voice"].pk],
        methods=BOTH,
        phases=("open", "closed"),
    ),
    "goals:value_areas": staff(*WRITERS, args=_lab, methods=("POST",)),
    "goals:value_area": staff(*WRITERS, args=lambda o: [o["value_area"].pk], methods=BOTH),
    "goals:retire_area": staff(*WRITERS, args=lambda o: [o["value_area"].pk]),
    "goals:media": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:areas": staff(*WRITERS, args=_draft, methods=BOTH),
    "goals:causes": staff(*WRITERS, args=_draft, methods=BOTH, ok=("ok", "missing")),  # nothing before the first
    "goals:staff_card": staff(*KNOW, args=_draft),
    "goals:staff_picture": staff(*KNOW, args=_draft, ok=("missing",)),  # it has none
    "goals:staff_sound": staff(*KNOW, args=_draft, ok=("missing",)),
    "goals:card": Row(is_public=True, args=lambda o: [o["published"].goal.slug]),
    "goals:changes": Row(is_public=True, args=lambda o: [o["published"].goal.slug, 1, 2], public_ends=("missing",)),
    "goals:picture": Row(is_public=True, args=lambda o: [o["published"].goal.slug, 1], public_ends=("missing",)),
    "goals:sound": Row(is_public=True, args=lambda o: [o["published"].goal.slug, 1], public_ends=("missing",)),
    "goals:reuse": Row(signed_in=True, args=lambda o: [o["published"].goal.slug, 1], methods=BOTH),
    "followup:receipt": Row(is_public=True, methods=BOTH),
    "followup:receipt_print": Row(is_public=True, public_ends=("ok", "join")),
    "followup:take_back": part(args=lambda o: [o["note"].pk]),
    "followup:consent": part(args=lambda o: [o["note"].pk], methods=("POST",), data={"use": "quote", "granted": "1"}),
    "followup:story": part(args=_story, methods=BOTH),
    "followup:change_story": part(args=lambda o: [*_story(o), "f1"], ok=("missing",)),
    "followup:story_consent": part(args=_story, methods=("POST",), data={"use": "quote", "granted": "1"}),
    "followup:take_back_story": part(args=_story),
    # Opened, not sent: a sent one would empty the device for the rows after.
    "followup:forget": Row(is_public=True, public_ends=("ok", "join")),
}
