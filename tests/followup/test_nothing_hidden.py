"""Nobody reads a hidden number: on no page, in no file, in no stored answer, and in nobody's trail."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from followup.actions.releasing import release
from followup.enums import IndicatorKind, UnitKind
from followup.models import Published, Release, Verdict
from hlab.core.models import AuditEvent, Job
from tests import factories
from tests.factories import NOON, make_member
from tests.followup.sample import (
    make_batch,
    make_indicator,
    make_indicator_version,
    make_link,
    make_observations,
    make_target,
)

pytestmark = pytest.mark.django_db
NUMBERS = re.compile(r"1[\s\u00a0]?709|3[\s\u00a0]?427|49[.,]86\d*|49[.,]87|\b75(?:[.,]0+)?[\s\u00a0]?%")
"""1709 of 3427 women, 3 of 4 men; both are hidden. 1712 of 3431 people are told, 49.90 per cent."""


@pytest.fixture
def version(freeze):
    freeze(NOON + timedelta(days=9))
    lab = factories.make_lab(is_public=True)
    version = make_indicator_version(
        indicator=make_indicator(lab=lab, kind=IndicatorKind.REGISTER), decimals=2, has_sex=True,
        levels=[UnitKind.REGION],
    )  # fmt: skip
    goal = factories.make_published_goal(lab=lab)
    make_link(lab=lab, goal=goal.goal, indicator=version.indicator)
    make_target(indicator=version.indicator, value=60)
    batch = make_batch(lab=lab)
    for month in range(1, 15):
        period = f"{2024 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}"
        for sex, figure in {"T": (1712, 3431), "K": (1709, 3427), "M": (3, 4)}.items():
            make_observations(version=version, figures=[(period, *figure)], sex=sex, batch=batch)
    version.goal = goal
    return version


def addresses(version):
    key, lab, pk = version.indicator.key, version.indicator.lab, version.indicator_id
    openly = [
        reverse("followup:indicators"), reverse("followup:indicator", args=[key]),
        reverse("followup:indicator", args=[key]) + "?enhet=X1", reverse("followup:indicator_version", args=[key, 1]),
        reverse("followup:indicator_units", args=[key]), reverse("followup:trace", args=[key, "X1"]),
        *(reverse("followup:trace", args=[key, "X1"]) + f"?grupp={sex}" for sex in "KM"),
        reverse("followup:figures_csv", args=[key]), reverse("followup:figures_json", args=[key]),
        reverse("followup:units"), reverse("followup:unit", args=["X1"]), reverse("followup:unit_csv", args=["X1"]),
        reverse("followup:overview"), reverse("followup:lab", args=[lab.slug]),
        reverse("followup:goal", args=[version.goal.goal.slug]), "/api/v1/indicators/", f"/api/v1/indicators/{key}/",
    ]  # fmt: skip
    last = Release.objects.get()
    inside = [
        reverse("followup:releases", args=[pk]), reverse("followup:release", args=[last.pk]),
        reverse("followup:decisions", args=[pk]), reverse("followup:decisions_of", args=[pk, "X1"]),
        *(reverse("followup:decisions_of", args=[pk, "X1"]) + f"?kon={sex}&alder=" for sex in "KM"),
        reverse("followup:indicator_desk", args=[pk]), reverse("followup:interpretations", args=[lab.pk]),
    ]  # fmt: skip
    return openly, inside


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def test_no_hidden_number_is_anywhere(version):
    release(version=version, by=None, at=NOON + timedelta(days=1))
    openly, inside = addresses(version)
    for address in openly:
        assert not NUMBERS.search(read(Client(), address)), (address, NUMBERS.search(read(Client(), address)))
    for role in ("listener", "lead"):
        client = Client()
        client.force_login(
            make_member(lab=version.indicator.lab, role=role), backend="django.contrib.auth.backends.ModelBackend"
        )
        for address in inside:
            found = NUMBERS.search(read(client, address))
            assert not found, (role, address, found)
        history = client.get(reverse("followup:history", args=[version.indicator_id]))
        assert history.status_code == (403 if role == "listener" else 200)
    kept = [list(Published.objects.values_list("cells", flat=True)), list(Verdict.objects.values_list("facts"))]
    kept += [list(Release.objects.values_list("totals", "settings")), list(AuditEvent.objects.values_list("facts"))]
    kept.append(list(Job.objects.values_list("params")))
    assert not NUMBERS.search(json.dumps(kept))


def test_of_a_group_without_a_shown_figure_there_is_no_answer(version):
    made = release(version=version, by=None, at=NOON + timedelta(days=1))
    assert set(made.verdicts.values_list("sex", flat=True)) == {"T"}


def test_other_people_see_none_of_a_lab_that_is_not_public(version):
    release(version=version, by=None, at=NOON + timedelta(days=1))
    openly, inside = addresses(version)
    lab = version.indicator.lab
    lab.is_public = False
    lab.save()
    stranger = Client()
    stranger.force_login(
        make_member(lab=factories.make_lab(is_public=True)), backend="django.contrib.auth.backends.ModelBackend"
    )
    for client in (Client(), stranger):
        for address in openly:
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
            assert version.title not in body.decode() and "1712" not in body.decode(), address
    for address in inside:
        assert stranger.get(address).status_code == 404, address
