"""The services that a lab's figures can be of."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from followup.actions.services import add_services
from followup.forms.importing import ServicesForm
from followup.queries.importing import services_of
from followup.views.importing import METHODS, around
from hlab.core.access import guarded
from hlab.core.forms import save_form, sent
from hlab.labs.models import Lab

PER_PAGE = 50


@guarded("followup.write", Lab)
@require_http_methods(METHODS)
def services(request, lab: Lab):
    """Those that are there, by name, and a way to put in more."""
    form = ServicesForm(sent(request))

    def save(data):
        added, _renamed = add_services(lab=lab, text=data["rows"], by=request.user, at=timezone.now())
        said = ngettext("%(n)s verksamhet är inlagd.", "%(n)s verksamheter är inlagda.", added) % {"n": added}
        messages.success(request, said if added else _("Alla fanns redan. Inget är ändrat."))
        return redirect("followup:services", lab.pk)

    words = request.GET.get("sok", "")[:100]
    page = Paginator(services_of(lab, words), PER_PAGE).get_page(request.GET.get("page"))
    context = around(lab, (_("Verksamheter"), None)) | {"page": page, "words": words}
    return save_form(request, form, save, template="followup/importing/services.html", **context)
