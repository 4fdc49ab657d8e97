"""What stands on each kind of page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goals.queries import voices_of
from hlab.cms import queries
from hlab.cms.forms import GoalFilterForm
from hlab.cms.models import (
    ArticleIndexPage,
    ArticlePage,
    GoalIndexPage,
    InfoIndexPage,
    InfoPage,
    LabIndexPage,
    LabPage,
    StartPage,
)
from hlab.cms.models.base import SitePage, shows
from hlab.cms.models.blocks import sections, voice_ids

PER_PAGE = 20
PHASES = [
    _("Berättelser samlas in"),
    _("Målbild formas och prövas"),
    _("Hinder i systemet hittas"),
    _("Förslag prövas i vardagen"),
    _("Vi följer vad som blev bättre"),
    _("Du får veta vad som hände"),
]


@shows(SitePage)
def foot(page, request) -> dict:
    return queries.foot_data(page)


@shows(StartPage)
def start(page, request) -> dict:
    return queries.start_page_data() | {"phases": [(phase, "") for phase in PHASES]}


@shows(LabIndexPage)
def labs(page, request) -> dict:
    found = queries.page_of(queries.public_labs(), request, PER_PAGE)
    return {"labs": found, "is_demo": any(lab.is_demo for lab in found)}


@shows(LabPage)
def lab(page, request) -> dict:
    return queries.lab_page_data(page.lab)


@shows(GoalIndexPage)
def goals(page, request) -> dict:
    form = GoalFilterForm(request.GET)
    rows = queries.goals_in_list(**form.wanted())
    found = queries.with_people(queries.page_of(rows, request, PER_PAGE))
    return {
        "form": form,
        "goals": found,
        "chosen": form.as_query(),
        "is_demo": any(version.goal.is_demo for version in found),
    }


@shows(ArticleIndexPage)
def articles(page, request) -> dict:
    found = queries.page_of(queries.articles(), request, PER_PAGE)
    return {"articles": found, "is_demo": any(article.is_demo for article in found)}


@shows(ArticlePage)
def article(page, request) -> dict:
    return {"sections": sections(page.body), "voices": voices_of(voice_ids(page.body))}


@shows(InfoIndexPage)
def information(page, request) -> dict:
    return {"pages": queries.information(page)}


@shows(InfoPage)
def info(page, request) -> dict:
    words = queries.glossary() if page.extra == InfoPage.Extra.GLOSSARY else []
    demo = any(concept.from_demo for _term, meanings in words for concept in meanings)
    voices = voices_of(voice_ids(page.body))
    return {"sections": sections(page.body), "voices": voices, "words": words, "is_demo": demo}
