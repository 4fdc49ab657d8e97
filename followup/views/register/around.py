"""What the pages of the register have in common: the way there, who acts, and the question before."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.models import Indicator, IndicatorVersion
from hlab.core.access import may
from hlab.core.forms import confirmed as ask_first

METHODS = ["GET", "HEAD", "POST"]
Step = tuple[str, str | None]


def of_lab(request, lab, *steps: Step) -> dict[str, Any]:
    """Crumbs to a page of the lab's register, the lab, and what the viewer may do there."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Mått"), reverse("followup:register", args=[lab.pk]) if steps else None),
        *steps,
    ]
    return {
        "lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo, "may_write": may(request, "followup.write", lab),
        "may_publish": may(request, "followup.publish", lab),
    }  # fmt: skip


def of_indicator(request, indicator: Indicator, *steps: Step, name: str = "") -> dict[str, Any]:
    """The same for a page about one indicator. name: its title, where the page has it."""
    name = name or title_of(indicator)
    here = (name, home(indicator) if steps else None)
    return of_lab(request, indicator.lab, here, *steps) | {
        "indicator": indicator, "name": name, "is_demo": indicator.is_demo,
    }  # fmt: skip


def title_of(indicator: Indicator) -> str:
    """What it is called now: in its latest version."""
    return max(indicator.versions.all(), key=lambda row: row.number).title


def home(indicator: Indicator) -> str:
    """The page of an indicator."""
    return reverse("followup:indicator_desk", args=[indicator.pk])


def version_home(version: IndicatorVersion) -> str:
    """Where a version is read."""
    return reverse("followup:version", args=[version.pk])


def confirmed(request, act, /, **told):
    """See `hlab.core.forms.confirmed`; some forms here lead to the question, so that only its own answer is a yes."""
    return ask_first(request, act, is_yes=request.POST.get("confirm") == "1", **told)
