"""Det här sa du – det här hände."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.forms.receipt import ReceiptForm
from followup.queries.receipt import from_demo, receipt_page
from followup.queries.report_words import own_words
from goals.queries import goals_resting_on
from hlab.accounts import guesses
from hlab.accounts.queries import receipt_by_code
from hlab.accounts.receipts import clear_cookie, set_cookie
from hlab.core.access import guarded, public
from hlab.core.text import tidy
from workshops.actions.contributions import CONSENTS, change_consent, withdraw
from workshops.queries import contributions

LONGEST = 60


@public
def receipt(request):
    """What this device's receipt leads to; without one, a place to type the code. The code is never in the address."""
    viewer = request.viewer
    if request.method != "POST" and viewer.receipt is not None:
        context = receipt_page(viewer.receipt, opened=request.GET.get("lapp", ""))
        context |= {"code": viewer.receipt_code, "own_reports": own_words(viewer.receipt, timezone.now())}
        return render(request, "followup/receipt.html", context)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "followup/code.html", {"form": form})
    if limit := guesses.used_up(request):
        form.add_error("kod", _wait(limit))
        return render(request, "followup/code.html", {"form": form}, status=429)
    code = tidy(request.POST.get("kod", ""))
    if not code:  # the form says that the field is empty
        return render(request, "followup/code.html", {"form": form}, status=422)
    if len(code) <= LONGEST and receipt_by_code(code) is not None:
        response = redirect("followup:receipt")
        set_cookie(response, code)
        return response
    # The same answer whether it is nobody's code or no code at all.
    form.errors.clear()
    form.add_error("kod", _("Koden stämmer inte. Kontrollera orden och siffrorna och försök igen."))
    response = render(request, "followup/code.html", {"form": form}, status=404)
    guesses.count_wrong(request, response)
    return response


def _wait(limit) -> str:
    if limit is guesses.DAY:
        return _("För många försök härifrån i dag. Försök igen i morgon, eller från en annan uppkoppling.")
    return _("För många försök härifrån. Vänta tio minuter och försök igen.")


@public
def receipt_print(request):
    """The code on paper, for whoever has it on this device."""
    viewer = request.viewer
    if not viewer.receipt_code:
        return redirect("followup:receipt")
    return render(request, "followup/print.html", {"code": viewer.receipt_code, "is_demo": from_demo(viewer.receipt)})


@public
def forget(request):
    """Ask, with the code in sight; then let this device forget it. Nothing that was said is touched."""
    viewer = request.viewer
    if request.method == "POST":
        response = redirect("followup:receipt")
        clear_cookie(response)
        messages.success(request, _("Den här enheten har glömt koden. Med koden kommer du in igen."))
        return response
    if viewer.receipt is None:
        return redirect("followup:receipt")
    context = {
        "title": _("Glömma koden på den här enheten?"),
        "body_template": "followup/_forget.html",
        "code": viewer.receipt_code,
        "is_demo": from_demo(viewer.receipt),
        "action": request.path,
        "submit": _("Glöm koden här"),
        "kind": "stop",
        "cancel_url": reverse("followup:receipt"),
        "cancel": _("Behåll den"),
    }
    return render(request, "confirm.html", context)


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
    messages.success(request, _saved(note, use, granted))
    return redirect(f"{reverse('followup:receipt')}?lapp={note.pk}#val-{note.pk}")


def _saved(note, use: str, granted: bool) -> str:
    words = {
        ("analysis", True): _("Sparat. Lappen ”%(note)s” får användas i labbets sammanställning."),
        ("analysis", False): _("Sparat. Lappen ”%(note)s” får inte användas i labbets sammanställning."),
        ("quote", True): _("Sparat. Lappen ”%(note)s” får citeras."),
        ("quote", False): _("Sparat. Lappen ”%(note)s” får inte citeras."),
        ("reuse", True): _("Sparat. Lappen ”%(note)s” får användas i andra labb."),
        ("reuse", False): _("Sparat. Lappen ”%(note)s” får inte användas i andra labb."),
    }
    return words[use, granted] % {"note": Truncator(note.text).chars(40)}
