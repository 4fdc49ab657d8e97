"""The register as a file: taken along, read in, and what such a file must look like."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from followup.actions.register_reading import Taken, finding_words, looked_at, read_in
from followup.analysis import register_file
from followup.forms.register import FileForm
from followup.queries.register_document import document
from followup.views.register.around import METHODS, of_lab
from hlab.core.access import guarded, may, public
from hlab.core.forms import save_form, sent, who
from hlab.labs.models import Lab


@guarded("followup.see", Lab)
@require_safe
def register_files(request, lab: Lab):
    """What can be taken along, and the way in."""
    return render(request, "followup/register/files.html", of_lab(request, lab, (_("Filer"), None)))


@guarded("followup.see", Lab)
@require_safe
def export_indicators(request, lab: Lab):
    """The whole register as our own file."""
    made = HttpResponse(register_file.write(document(lab)), content_type="application/json")
    made["Content-Disposition"] = f'attachment; filename="matt-{lab.slug}.json"'
    return made


@guarded("followup.write", Lab)
@require_http_methods(METHODS)
def import_indicators(request, lab: Lab):
    """Look at a file, or read it in. Nothing that is there already is changed."""
    form = FileForm(sent(request), request.FILES if request.method == "POST" else None)
    around = of_lab(request, lab, (_("Filer"), reverse("followup:register_files", args=[lab.pk])), (_("Läs in"), None))
    context = around | {"publishes": may(request, "followup.publish", lab)}

    def save(data):
        with transaction.atomic():
            taken = _read(request, lab, data)
            if data["look"]:
                transaction.set_rollback(True)
        if data["look"]:
            return render(
                request, "followup/register/import.html", context | {
                    "form": FileForm(initial={"owner": data["owner"], "look": False}), "taken": taken,
                    "losses": [finding_words(one) for one in taken.findings],
                },
            )  # fmt: skip
        _say(request, taken)
        return redirect("followup:register", lab.pk)

    return save_form(request, form, save, template="followup/register/import.html", **context)


@public
@require_safe
def register_schema(request):
    """What a file of indicators must look like."""
    return JsonResponse(register_file.schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})


def _read(request, lab: Lab, data: dict) -> Taken:
    found = looked_at(data["file"].read(), owner=data["owner"], today=timezone.localdate())
    return read_in(lab=lab, found=found, publishes=may(request, "followup.publish", lab), **who(request))


def _say(request, taken: Taken) -> None:
    there = len(taken.same) + len(taken.kept)
    if taken.made:
        n = len(taken.made)
        messages.success(request, ngettext("%(n)s mått är inläst.", "%(n)s mått är inlästa.", n) % {"n": n})
    else:
        messages.info(request, _("Inget nytt fanns i filen, och inget är ändrat."))
    if taken.made and there:
        words = ngettext("%(n)s fanns redan och är orört.", "%(n)s fanns redan och är orörda.", there)
        messages.info(request, words % {"n": there})
    for one in taken.findings[:10]:
        messages.info(request, finding_words(one))
