"""Right or not: what somebody who was there says of what they were told."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions.reacting import react as say
from followup.forms.reports import ReactionForm
from followup.models import ReportBack
from followup.queries.report_words import lines_of
from followup.queries.reports import thing_of
from followup.queries.reports_public import as_read, reaction_of, readable
from hlab.core.access import guarded
from hlab.core.forms import save_form


@guarded("followup.react", readable, turn_to="followup:receipt")
def react(request, report: ReportBack):
    """Read what was told, and say whether it is right. It can be changed until the next version is told."""
    (read,) = as_read([report], timezone.localdate())
    if read.version is None:
        messages.info(request, _("Det finns ingen återkoppling att svara på ännu."))
        return redirect("followup:receipt")
    version, receipt = read.version, request.viewer.receipt
    said = reaction_of(version, receipt)
    begun = {"agrees": "yes" if said.agrees else "no", "words": said.words} if said else {}
    form = ReactionForm(request.POST if request.method == "POST" else None, initial=begun)

    def save(data):
        say(version=version, agrees=data["agrees"] == "yes", words=data["words"], by=receipt, at=timezone.now())
        messages.success(request, _("Tack. Ditt svar är sparat."))
        return redirect(f"{reverse('followup:receipt')}#aterkoppling-{report.pk}")

    context = {"report": report, "thing": thing_of(report), "version": version, "lines": lines_of(read), "read": read,
               "said": said, "is_demo": thing_of(report).is_demo}  # fmt: skip
    return save_form(request, form, save, template="followup/report/react.html", **context)
