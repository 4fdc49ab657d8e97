"""Det här sa du – det här hände."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.forms import ReceiptForm
from followup.queries import receipt_page
from goals.queries import goals_resting_on
from hlab.accounts.queries import receipt_by_code
from hlab.accounts.receipts import clear_cookie, set_cookie
from hlab.core.access import guarded, public
from hlab.core.ratelimit import Limit
from hlab.core.text import tidy
from workshops.actions.contributions import CONSENTS, change_consent, withdraw
from workshops.queries import contributions

WRONG_CODES = Limit("receipt-code", limit=10, seconds=600)
LONGEST = 60


@public
def receipt(request):
    """What this device's receipt leads to; without one, a place to type the code. The code is never in the address."""
    viewer = request.viewer
    if request.method != "POST" and viewer.receipt is not None:
        context = receipt_page(viewer.receipt) | {"code": viewer.receipt_code}
        return render(request, "followup/receipt.html", context)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if WRONG_CODES.blocked(request):
            form.add_error("kod", _("För många försök härifrån. Vänta tio minuter och försök igen."))
            status = 429
        elif not (code := tidy(request.POST.get("kod", ""))):
            status = 422  # the form says that the field is empty
        elif len(code) <= LONGEST and receipt_by_code(code) is not None:
            response = redirect("followup:receipt")
            set_cookie(response, " ".join(code.upper().split()))
            return response
        else:  # the same answer whether it is nobody's code or no code at all
            WRONG_CODES.hit(request)
            form.errors.clear()
            form.add_error("kod", _("Koden stämmer inte. Kontrollera orden och siffrorna och försök igen."))
            status = 404
    return render(request, "followup/code.html", {"form": form}, status=status)


@public
def receipt_print(request):
    """The code on paper, for whoever has it on this device."""
    if not request.viewer.receipt_code:
        return redirect("followup:receipt")
    return render(request, "followup/print.html", {"code": request.viewer.receipt_code})


@public
@require_POST
def forget(request):
    """Let this device forget the code. Nothing that was said is touched."""
    response = redirect("followup:receipt")
    clear_cookie(response)
    messages.success(request, _("Den här enheten har glömt koden. Med koden kommer du in igen."))
    return response


def own(view):
    """Guard for one's own notes."""
    return guarded("workshops.own_note", contributions, turn_to="followup:receipt")(view)


@own
def take_back(request, note):
    """Take back one note, after being told which of the three states applies to it."""
    if request.method == "POST":
        withdraw(contribution=note, by=note.participation, at=timezone.now())
        messages.success(request, _("Lappen är återtagen. Vi har slutat använda och visa den."))
        return redirect("followup:receipt")
    context = {
        "note": note,
        "published": goals_resting_on([note.pk])[note.pk],
        "is_demo": note.exercise.workshop.is_demo,
    }
    return render(request, "followup/take_back.html", context)


@own
@require_POST
def consent(request, note):
    """Agree, or stop agreeing, to one use of one note."""
    use = request.POST.get("use", "")
    if use not in CONSENTS:
        raise Http404
    granted = request.POST.get("granted") == "1"
    change_consent(contribution=note, use=use, granted=granted, by=note.participation, at=timezone.now())
    messages.success(request, _("Ditt val är sparat."))
    return redirect("followup:receipt")
