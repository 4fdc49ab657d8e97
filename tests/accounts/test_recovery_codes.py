"""Reserve codes: somebody without any is told what to do."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

pytestmark = pytest.mark.django_db
CODES = "/konto/2fa/recovery-codes/"


def test_without_codes_the_page_says_how_to_get_some(client_of, outsider):
    assert reverse("mfa_view_recovery_codes") == CODES
    page = client_of(outsider).get(CODES)
    assert page.status_code == 200
    assert "Du har inga reservkoder ännu" in page.content.decode()
    assert f'href="{reverse("mfa_index")}"' in page.content.decode()

    Authenticator.objects.create(user=outsider, type=Authenticator.Type.WEBAUTHN, data={})
    assert f'href="{reverse("mfa_generate_recovery_codes")}"' in client_of(outsider).get(CODES).content.decode()


@pytest.mark.get_may_write("the library notes that the codes have been seen")
def test_the_codes_are_still_the_librarys_page(client_of, outsider):
    """It asks for the password again, as before each act of log-in safety."""
    RecoveryCodes.activate(outsider)
    answer = client_of(outsider).get(CODES)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
