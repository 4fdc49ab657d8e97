"""Receipt codes: easy to say, impossible to look up, and a cookie nobody can make."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from hlab.accounts import receipts
from hlab.accounts.actions.receipts import issue, join_new_receipt
from hlab.accounts.models import Receipt
from hlab.accounts.queries import receipt_by_code
from hlab.accounts.viewer import Viewer, viewer_of
from hlab.accounts.words import WORDS
from hlab.core.errors import RuleBroken
from hlab.core.text import fold
from tests.factories import NOON


def test_enough_words_and_none_alike_when_folded():
    assert len(WORDS) >= 200
    assert len({fold(word) for word in WORDS}) == len(WORDS)
    assert all(re.fullmatch(r"[a-zåäö]{2,10}", word) for word in WORDS)


def test_a_code_is_two_words_and_four_digits():
    assert all(re.fullmatch(r"[A-ZÅÄÖ]+ [A-ZÅÄÖ]+ [1-9]\d{3}", receipts.new_code()) for _ in range(50))


@pytest.mark.parametrize(
    "typed", ["LÖNN SJÖ 4827", "lonn sjo 4827", "LönnSjö4827", "  Lönn-sjö, 4827 ", "LO\u0308NN SJO\u0308 4827"]
)
def test_case_spaces_and_marks_are_forgiven(typed):
    assert receipts.code_hash(typed) == receipts.code_hash("LÖNN SJÖ 4827")


@pytest.mark.parametrize("typed", ["LÖNN SJÖ 4828", "LÖNN 4827", "SJÖ LÖNN 4827"])
def test_another_code_is_another_hash(typed):
    assert receipts.code_hash(typed) != receipts.code_hash("LÖNN SJÖ 4827")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("lonn sjo 4827", "LÖNN SJÖ 4827"),
        ("lonnsjo4827", "LÖNN SJÖ 4827"),
        ("  LÖNN-sjö, 4827 ", "LÖNN SJÖ 4827"),
        ("LÖNN SJÖ 4827", "LÖNN SJÖ 4827"),
        ("ros marin 1234", "ROS MARIN 1234"),
        ("", ""),
    ],
)
def test_a_typed_code_is_written_as_it_was_handed_out(typed, written):
    assert receipts.as_written(typed) == written


@pytest.mark.parametrize("code", ["ÅL MÖRT 1000", "ALM ÖRT 1000", "LO MÖRT 1000", "LOM ÖRT 1000"])
def test_two_pairs_of_words_that_run_together_are_told_apart_by_the_blank(code):
    assert receipts.as_written(code.lower()) == code
    assert receipts.code_hash(receipts.as_written(fold(code))) == receipts.code_hash(code)


def test_the_hash_depends_on_the_key_of_the_site(settings):
    before = receipts.code_hash("LÖNN SJÖ 4827")
    settings.RECEIPT_KEY = "another"
    assert receipts.code_hash("LÖNN SJÖ 4827") != before


@pytest.mark.django_db
class TestIssuing:
    def test_found_by_what_people_type_and_by_nothing_else(self):
        receipt, code = issue(at=NOON)
        assert receipt_by_code(code.lower().replace(" ", "")) == receipt
        assert receipt_by_code("") is receipt_by_code("   ") is receipt_by_code("LÖNN") is None

    def test_the_code_is_nowhere_in_the_database(self):
        _receipt, code = issue(at=NOON)
        kept = []
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                kept.append(str(cursor.fetchall()))
        everything = fold(" ".join(kept))
        assert fold(code) not in everything

    def test_a_code_somebody_has_is_drawn_again(self, monkeypatch):
        drawn = iter(["LÖNN SJÖ 4827", "LONN SJO 4827", "ÄNG 1 1234"])
        monkeypatch.setattr("hlab.accounts.actions.receipts.new_code", lambda: next(drawn))
        first, _ = issue(at=NOON)
        second, code = issue(at=NOON)
        assert first != second and code == "ÄNG 1 1234"

    def test_no_free_code_is_said_in_words_and_nothing_is_broken(self, monkeypatch):
        monkeypatch.setattr("hlab.accounts.actions.receipts.new_code", lambda: "LÖNN SJÖ 4827")
        issue(at=NOON)
        with pytest.raises(RuleBroken) as broken:
            issue(at=NOON)
        assert broken.value.status == 503
        assert Receipt.objects.count() == 1

    def test_a_device_keeps_its_receipt(self):
        viewer = Viewer()
        receipt, code = join_new_receipt(viewer=viewer, at=NOON)
        assert (viewer.receipt, viewer.receipt_code, viewer.is_known) == (receipt, code, True)
        assert join_new_receipt(viewer=viewer, at=NOON) == (receipt, code)
        assert Receipt.objects.count() == 1

    def test_the_database_refuses_anything_but_a_hash(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Receipt.objects.create(code_hash="LÖNN SJÖ 4827", created_at=NOON)

    def test_the_database_refuses_two_of_the_same(self):
        receipt, _code = issue(at=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            Receipt.objects.create(code_hash=receipt.code_hash, created_at=NOON)


def _viewer(cookie: str | None) -> Viewer:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    if cookie is not None:
        request.COOKIES[receipts.COOKIE] = cookie
    return viewer_of(request)


@pytest.mark.django_db
class TestCookie:
    def test_there_and_back(self):
        receipt, code = issue(at=NOON)
        response = HttpResponse()
        receipts.set_cookie(response, code)
        viewer = _viewer(response.cookies[receipts.COOKIE].value)
        assert (viewer.receipt, viewer.receipt_code) == (receipt, code)

    def test_out_of_reach_for_scripts_and_other_sites(self, settings):
        settings.RECEIPT_COOKIE_SECURE = True
        response = HttpResponse()
        receipts.set_cookie(response, "LÖNN SJÖ 4827")
        cookie = response.cookies[receipts.COOKIE]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["secure"]
        assert cookie["max-age"] == 365 * 24 * 3600

    @pytest.mark.parametrize(
        "change", [lambda c: c[:-1] + ("A" if c[-1] != "A" else "B"), lambda c: c.split(":")[0], lambda c: ""]
    )
    def test_a_changed_cookie_is_no_receipt(self, change):
        _receipt, code = issue(at=NOON)
        response = HttpResponse()
        receipts.set_cookie(response, code)
        viewer = _viewer(change(response.cookies[receipts.COOKIE].value))
        assert viewer.receipt is None and viewer.receipt_code == "" and not viewer.is_known

    def test_a_cookie_signed_with_another_key_or_for_another_use_is_no_receipt(self):
        _receipt, code = issue(at=NOON)
        for forged in (
            signing.get_cookie_signer(salt=receipts.COOKIE + "other").sign(code),
            signing.TimestampSigner(key="guessed", salt=receipts.COOKIE + "hlab.receipt").sign(code),
            code,
        ):
            assert _viewer(forged).receipt is None

    def test_a_well_signed_code_nobody_has_is_no_receipt(self):
        signed = signing.get_cookie_signer(salt=receipts.COOKIE + "hlab.receipt").sign("LÖNN SJÖ 4827")
        viewer = _viewer(signed)
        assert viewer.receipt is None and viewer.receipt_code == ""

    def test_no_cookie_costs_no_query(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert not _viewer(None).is_known
