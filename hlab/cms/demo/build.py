"""Building the example lab by the rooms' own acts, at fixed moments, the same each time."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from wagtail.models import Site
from wagtail.rich_text import RichText

from hlab.accounts.actions.organisations import create_organisation
from hlab.accounts.actions.users import create_user
from hlab.accounts.models import Organisation, User
from hlab.cms.actions.pages import placed
from hlab.cms.actions.publishing import ensure_lab_page
from hlab.cms.demo import lab as content
from hlab.cms.demo import spring
from hlab.cms.demo.acts import receipts_for
from hlab.cms.demo.articles import ARTICLES
from hlab.cms.demo.build_barriers import build_barriers
from hlab.cms.demo.build_coding import build_coding
from hlab.cms.demo.build_evening import build_evening
from hlab.cms.demo.build_followup import build_followup
from hlab.cms.demo.build_goals import Hands, build_goals
from hlab.cms.demo.build_journeys import build_journeys
from hlab.cms.demo.build_opinions import build_opinions
from hlab.cms.demo.build_plan import build_plan
from hlab.cms.demo.build_proposals import build_proposals
from hlab.cms.demo.build_reports import build_reports
from hlab.cms.demo.build_sessions import build_spring, build_today
from hlab.cms.demo.build_stories import build_stories, take_back
from hlab.cms.demo.build_trial import Trial
from hlab.cms.demo.moments import moment
from hlab.cms.models import ArticleIndexPage, ArticlePage, Operator
from hlab.labs.actions.actor_map import put_actor, put_concept, put_initiative
from hlab.labs.actions.labs import create_lab
from hlab.labs.actions.members import add_member
from hlab.labs.models import Lab
from workshops.models import Contribution

BEGUN = moment(1, 19)


@transaction.atomic
def build(*, now: datetime, known_keys: bool) -> Lab:
    """The whole example lab. now: the moment the running session is seen at.

    known_keys: give the log-ins their printed password, the first participant the printed receipt code and the
    session the printed join code. Only for a site on one's own machine: elsewhere everybody could read them here,
    so accounts get neither password nor site role and codes are drawn at random.
    """
    at = BEGUN
    _operator()
    organisations = _organisations(at)
    users = _people(organisations, at, known_keys)
    lead, facilitator = users[content.LEAD], users[content.FACILITATOR]
    lab = create_lab(
        by=lead, at=at, lead=lead, principals=[organisations[name] for name, _kind in content.PRINCIPALS],
        is_public=True, is_demo=True, decision_by=date(*content.DECISION_BY), **content.LAB,
    )  # fmt: skip
    _around(lab, organisations, users, lead, at)
    ensure_lab_page(lab=lab, by=lead, at=at)
    notes = _from_stories_to_plan(lab, users, known_keys)
    _articles(notes)
    build_today(lab=lab, by=facilitator, now=now, known_code=known_keys)
    return lab


def _operator() -> None:
    """Whom to call and write to, unless somebody has filled it in. (Wagtail makes an empty row when it is looked at.)"""
    row = Operator.objects.filter(site__is_default_site=True).first() or Operator(
        site=Site.objects.get(is_default_site=True)
    )
    if not any(getattr(row, name) for name in content.OPERATOR):
        for name, value in content.OPERATOR.items():
            setattr(row, name, value)
        row.is_demo = True
        row.save()


def _organisations(at: datetime) -> dict[str, Organisation]:
    """{name: organisation}, all of them example ones; what an earlier try has left is used again."""
    wanted = dict(content.PRINCIPALS) | content.OTHERS
    there = {row.name: row for row in Organisation.objects.filter(name__in=wanted, is_demo=True)}
    return there | {
        name: create_organisation(name=name, kind=kind, by=None, at=at, is_demo=True)
        for name, kind in wanted.items()
        if name not in there
    }


def _people(organisations: dict[str, Organisation], at: datetime, known_keys: bool) -> dict[str, User]:
    """{e-mail: user}."""
    return {
        email: create_user(
            email=email, password=content.PASSWORD if known_keys else None, first_name=first, last_name=last,
            organisation=organisations[organisation], site_role=site_role if known_keys else "", by=None, at=at,
        )
        for _role, email, first, last, organisation, site_role, _lab_roles in content.LOGINS
    }  # fmt: skip


def _around(lab: Lab, organisations: dict[str, Organisation], users: dict[str, User], by: User, at: datetime) -> None:
    """Members, actors, ongoing work and words."""
    for _role, email, _first, _last, _organisation, _site, lab_roles in content.LOGINS:
        for role in lab_roles:
            add_member(lab=lab, user=users[email], role=role, by=by, at=at)
    for name, does, kind, status, organisation in content.ACTORS:
        put_actor(
            lab=lab, name=name, does=does, kind=kind, status=status, organisation=organisations.get(organisation),
            by=by, at=at,
        )  # fmt: skip
    for title, owner, period, state, note in content.INITIATIVES:
        put_initiative(lab=lab, title=title, owner=owner, period=period, state=state, note=note, by=by, at=at)
    for term, definition, source in content.CONCEPTS:
        put_concept(lab=lab, term=term, definition=definition, source=source, by=by, at=at)


def _from_stories_to_plan(lab: Lab, users: dict[str, User], known_keys: bool) -> dict[str, Contribution]:
    """What came of what the forty told and wrote. They are the same people all the way, and counted once."""
    facilitator, editor, lead = users[content.FACILITATOR], users[content.EDITOR], users[content.LEAD]
    code = content.RECEIPT_CODE if known_keys else ""
    receipts = receipts_for(len(spring.PERSPECTIVES), first_code=code, at=moment(2, 2, 8))
    told = build_stories(lab=lab, by=facilitator, receipts=receipts)
    notes = told | build_spring(lab=lab, by=facilitator, receipts=receipts)
    excerpts = build_coding(lab=lab, notes=told, first=users[content.ANALYST], second=facilitator)
    take_back(told)
    hands = Hands(writer=facilitator, editor=editor, lead=lead, notes=notes, excerpts=excerpts, trial=Trial(receipts))
    build_goals(lab=lab, hands=hands)
    read = dict(
        Contribution.objects.filter(pk__in=[note.pk for note in told.values()]).values_list("pk", "row_version")
    )
    made = build_journeys(
        lab=lab, by=facilitator, owner=lead, notes=told, versions={str(pk): n for pk, n in read.items()}
    )
    build_opinions(lab=lab, by=facilitator)
    build_barriers(lab=lab, by=facilitator, editor=editor)
    build_plan(lab=lab, by=facilitator, lead=lead)
    build_evening(lab=lab, by=facilitator, editor=editor, made=made)
    build_proposals(lab=lab, writer=facilitator, lead=lead, editor=editor, receipts=receipts)
    build_followup(lab=lab, writer=facilitator, analyst=users[content.ANALYST], lead=lead)
    build_reports(lab=lab, lead=lead, receipts=receipts)
    return notes


def _articles(notes: dict[str, Contribution]) -> None:
    """What an editor has written, marked as example content."""
    for slug, title, intro, day, parts in ARTICLES:
        if ArticlePage.objects.filter(slug=slug).exists():
            continue
        body = [(kind, _part(kind, value, notes)) for kind, value in parts]
        page = ArticlePage(slug=slug, title=title, intro=intro, published_on=day, is_demo=True, body=body)
        placed(ArticleIndexPage.objects.get(), page, moment(day.month, day.day))


def _part(kind: str, value, notes: dict[str, Contribution]):
    """A part of an article as its block wants it."""
    if kind == "voice":
        return str(notes[value].pk)
    return RichText(value) if kind == "text" else value
