"""What a version changes since the one before, and why."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback.actions import changes as acts
from feedback.forms_proposals import ChangeForm
from feedback.models import Change, ProposalVersion
from feedback.queries.proposals import anchors_of, answers_behind, versions
from feedback.queries.proposals import changes as change_rows
from feedback.views.around_proposal import METHODS, home, of_version
from hlab.core.access import guarded, may
from hlab.core.forms import confirmed, save_form, sent, who


@guarded("feedback.see", versions)
@require_http_methods(METHODS)
def changes(request, version: ProposalVersion):
    """Every change with its reason; those who write add one here while the version is open."""
    parts = anchors_of(version)
    writes = version.is_open and version.number > 1 and may(request, "feedback.write", version)
    labels = {(target, anchor): label for target, anchor, label in parts}
    rows = list(version.changes.select_related("answer"))
    for row in rows:
        row.about = labels.get((row.target, row.anchor), "")
    form = ChangeForm(sent(request), parts=parts, answers=answers_behind(version.proposal))
    context = of_version(request, version, (_("Vad som ändrats"), None)) | {"rows": rows, "writes": writes}
    if request.method == "POST" and not writes:
        return render(request, "feedback/changes.html", context | {"form": form}, status=403)

    def save(_data):
        acts.add_change(version=version, **form.told(), **who(request))
        messages.success(request, _("Ändringen är tillagd."))
        return redirect("feedback:changes", version.pk)

    return save_form(request, form, save, template="feedback/changes.html", **context)


@guarded("feedback.write", change_rows)
@require_http_methods(METHODS)
def change(request, change: Change):
    """Other words for one change."""
    version = change.version
    if not version.is_open:
        return redirect(home(version))
    start = {name: getattr(change, name) for name in ("what", "why", "row_version")} | {
        "part": f"{change.target}:{change.anchor}" if change.target else "", "answer": change.answer_id,
    }  # fmt: skip
    form = ChangeForm(sent(request), parts=anchors_of(version), answers=answers_behind(version.proposal), initial=start)
    back = reverse("feedback:changes", args=[version.pk])

    def save(data):
        acts.change_change(change=change, row_version=data["row_version"] or 0, **form.told(), **who(request))
        messages.success(request, _("Sparat."))
        return redirect(back)

    return save_form(
        request, form, save, template="feedback/proposal_form.html", title=_("Ändra vad som ändrats"),
        again=request.path, cancel=back,
        **of_version(request, version, (_("Vad som ändrats"), back), (_("Ändra"), None)),
    )  # fmt: skip


@guarded("feedback.write", change_rows)
@require_http_methods(METHODS)
def remove_change(request, change: Change):
    """Ask, then take it away."""
    version, back = change.version, reverse("feedback:changes", args=[change.version_id])
    if not version.is_open:
        return redirect(home(version))
    return confirmed(
        request, lambda: acts.remove_change(change=change, **who(request)), words=_("Ändringen är borttagen."),
        to=back, title=_("Ta bort ändringen?"), body=change.what, submit=_("Ta bort"),
        **of_version(request, version, (_("Vad som ändrats"), back), (_("Ta bort"), None)),
    )  # fmt: skip
