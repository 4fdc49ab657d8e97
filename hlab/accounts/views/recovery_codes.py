"""Codes on paper, for the day the phone is gone."""

from __future__ import annotations

from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.shortcuts import render

from hlab.accounts.queries import has_recovery_codes, has_second_factor
from hlab.core.access import signed_in


@signed_in
def codes(request):
    """The library's page; to somebody who has no codes, what to do instead of "not found"."""
    if has_recovery_codes(request.user):
        return view_recovery_codes(request)
    context = {"may_make": has_second_factor(request.user)}
    return render(request, "mfa/recovery_codes/none.html", context)
