"""Coming in by a code, a link or a QR code."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.accounts import receipts
from hlab.accounts.actions.receipts import issue
from hlab.core.access import public
from hlab.core.errors import RuleBroken
from hlab.core.ratelimit import Limit
from hlab.core.text import fold
from workshops.actions.joining import join as join_action
from workshops.actions.joining import move_to_site
from workshops.entrance import entrance, is_entrance
from workshops.forms import CodeForm, JoinForm
from workshops.models import Site
from workshops.queries import participation_of, site_by_join_key
from workshops.queries.after import listeners_of
from workshops.queries.over_time import channel_at
from workshops.rules import only_listens

# A whole conference may sit behind one address: only wrong codes are counted, and whoever comes by the link or the
# QR code (`entrance`) is let in whatever others have typed.
WRONG_CODES = Limit("join-code", limit=60, seconds=600)


@public
def join(request):
    """Where one types the code. A right one leads on to the door of that session."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if WRONG_CODES.blocked(request):
            form.add_error("kod", _too_many())
            status = 429
        elif form.is_valid():
            site = site_by_join_key(fold(form.cleaned_data["kod"]))
            if site is not None:
                return redirect("workshops:door", key=site.join_key)
            WRONG_CODES.hit(request)
            form.add_error("kod", _not_found(form.cleaned_data["kod"]))
            status = 404
        else:
            status = 422
    return render(request, "workshops/join.html", {"form": form}, status=status)


def _too_many() -> str:
    return _("För många fel koder härifrån. Vänta tio minuter, eller gå med genom QR-koden på storbilden i rummet.")


def _not_found(code: str) -> str:
    return _(
        "Koden %(code)s finns inte, eller så är tillfället stängt. Prova igen eller fråga den som bjöd in dig."
    ) % {"code": code.strip()[:40]}


@public
def door(request, key: str):
    """The door of one site: what is open and decided, before anybody is asked for anything."""
    if not is_entrance(key, request.GET.get("s", "")) and WRONG_CODES.blocked(request):
        form = CodeForm({"kod": ""})
        form.add_error(None, _too_many())
        return render(request, "workshops/join.html", {"form": form}, status=429)
    site = site_by_join_key(fold(key))
    if site is None:
        if request.headers.get("Sec-Fetch-Dest", "document") == "document":  # not a picture on somebody else's page
            WRONG_CODES.hit(request)
        form = CodeForm({"kod": key})
        form.is_valid()
        form.add_error("kod", _not_found(key))
        return render(request, "workshops/join.html", {"form": form}, status=404)
    workshop, someone_else = site.workshop, bool(request.GET.get("ny"))
    if only_listens.test(request.viewer, workshop):
        messages.info(request, _("Du är här för att lyssna, och deltar därför inte själv."))
        return redirect("workshops:listen", pk=workshop.pk)
    place = participation_of(request.viewer, workshop)
    if place is not None and not someone_else:
        return _known(request, site, place)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        has_receipt=request.viewer.receipt is not None and not someone_else,
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _let_in(request, site, form.cleaned_data)
            except RuleBroken as broken:
                form.add_error(broken.field or None, broken.message)
                status = broken.status
        else:
            status = 422
    context = {
        "form": form, "site": site, "workshop": workshop, "listeners": listeners_of(workshop),
        "is_demo": workshop.is_demo,
    }  # fmt: skip
    return render(request, "workshops/door.html", context, status=status)


def _known(request, site: Site, place):
    """Somebody who takes part already, here or at another site of the session: nobody sits at two."""
    workshop, elsewhere = site.workshop, place.site_id != site.pk
    if request.method == "POST":
        if elsewhere and "byt" in request.POST:
            move_to_site(participation=place, site=site, by=place, at=timezone.now())
            messages.success(request, _("Du är nu med i %(site)s.") % {"site": site.name or workshop.title})
        return redirect("workshops:take_part", pk=workshop.pk)  # else the same tap twice
    context = {
        "workshop": workshop,
        "site": site,
        "here": place.site if elsewhere else site,
        "elsewhere": elsewhere,
        "anew": f"{entrance(site)}&ny=1",
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/door_known.html", context)


def _let_in(request, site: Site, data):
    now = timezone.now()
    receipt, code = request.viewer.receipt, request.viewer.receipt_code
    fresh = not data.get("same_receipt") or receipt is None
    if fresh:
        receipt, code = issue(at=now)
    place = join_action(
        site=site,
        receipt=receipt,
        perspective=data["perspective"],
        consent_quote=data["consent_quote"],
        consent_reuse=data["consent_reuse"],
        channel=channel_at(site),
        by=receipt,
        at=now,
    )
    if place.site_id != site.pk:
        return redirect("workshops:door", key=site.join_key)
    response = redirect("workshops:take_part", pk=site.workshop_id)
    if fresh:
        receipts.set_cookie(response, code)
        messages.success(request, _("Du är med. Skriv upp din kvittokod %(code)s.") % {"code": code})
    return response
