"""Use a published målbild in another lab of one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions.reuse import reuse_goal
from goals.forms_wording import ReuseForm
from goals.models import GoalVersion
from goals.queries import shown_people, shown_voices
from hlab.core.access import may, signed_in
from hlab.core.forms import save_form
from hlab.labs.queries import labs_of


@signed_in
def reuse(request, slug: str, number: int):
    """Say what follows along and what does not, what people have said already, and in which lab it is to be used."""
    version = (
        GoalVersion.objects.filter(goal__slug=slug, number=number, published_at__isnull=False, hidden_at__isnull=True)
        .select_related("goal__lab")
        .first()
    )
    if version is None:
        raise Http404
    mine = [lab for lab in labs_of(request.viewer) if may(request, "goals.write", lab)]
    labs = [lab for lab in mine if lab.pk != version.goal.lab_id]
    form = ReuseForm(request.POST if request.method == "POST" else None, labs=labs)

    def save(data):
        lab = next(lab for lab in labs if lab.pk == data["lab"])
        draft = reuse_goal(version=version, lab=lab, by=request.user, at=timezone.now())
        messages.success(request, _("Orden ligger nu som utkast i labbet. Källan står kvar på sidan."))
        return redirect("goals:edit", draft.pk)

    return save_form(
        request, form, save, template="goals/reuse.html", version=version, labs=labs,
        people=shown_people(version)["line"], quotes=shown_voices(version).count(), is_demo=version.goal.is_demo,
    )  # fmt: skip
