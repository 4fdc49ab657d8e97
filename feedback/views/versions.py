"""One version of a proposal: read as it stands, worded, locked, published, followed by a new one, and compared."""

from __future__ import annotations

from itertools import pairwise

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions import versions as acts
from feedback.enums import Fidelity, ProposalKind
from feedback.forms_proposals import SeenForm, WordsForm
from feedback.models import Proposal, ProposalVersion
from feedback.queries.document import compared, seen
from feedback.queries.proposals import (
    cautions,
    hindrances,
    left_out,
    proposals,
    versions,
    versions_with_parts,
    with_parts,
)
from feedback.views.around_proposal import METHODS, home, of_proposal, of_version
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import confirmed, save_form, sent, who


@guarded("feedback.see", versions_with_parts)
@require_safe
def version(request, version: ProposalVersion):
    """Everything in a version, what is missing in it, and what can be done next."""
    is_open = version.is_open
    context = of_version(request, version) | {
        "hindrances": hindrances(version) if is_open else [],
        "cautions": cautions(version) if version.published_at is None else [],
        "left_out": left_out(version) if is_open else [],
        "latest": version.proposal.versions.order_by("-number").first(),
    }
    return render(request, "feedback/version.html", context)


@guarded("feedback.write", versions)
@require_http_methods(METHODS)
def change_version(request, version: ProposalVersion):
    """Other words, as long as the version is open."""
    if not version.is_open:
        return redirect(home(version))
    words = {name: getattr(version, name) for name in (*acts.WORDS, "row_version")}
    start = words | {"unknowns": "\n".join(version.unknowns)}
    form = WordsForm(sent(request), needed=version.proposal.kind == ProposalKind.PROPOSAL, initial=start)

    def save(data):
        acts.change_words(version=version, **data, **who(request))
        messages.success(request, _("Orden är sparade."))
        return redirect(home(version))

    return save_form(
        request, form, save, template="feedback/proposal_form.html", title=_("Ändra orden"), again=request.path,
        cancel=home(version),
        **of_version(request, version, (_("Ändra orden"), None)),
    )  # fmt: skip


@guarded("feedback.write", proposals)
@require_http_methods(METHODS)
def new_version(request, proposal: Proposal):
    """Ask, then begin a version with all that the latest has."""
    latest = proposal.versions.order_by("-number").first()
    if latest is not None and latest.is_open:
        return redirect(home(latest))
    here = reverse("feedback:proposal", args=[proposal.pk])
    context = of_proposal(proposal, (_("Ny version"), None)) | {
        "title": _("Börja på en ny version?"),
        "body": _("Den börjar som den senaste, med samma paragrafer och scener. Det som är publikt står kvar tills ni "
                  "publicerar den nya. Skriv vad som ändras och varför medan ni arbetar."),
        "submit": _("Börja på en ny version"),
    }  # fmt: skip
    return confirmed(
        request, lambda: home(acts.new_version(proposal=proposal, **who(request))),
        words=_("En ny version är påbörjad."), to=here, kind="", **context,
    )  # fmt: skip


@guarded("feedback.publish", versions_with_parts)
@require_http_methods(METHODS)
def freeze_version(request, version: ProposalVersion):
    """What locking means and what is missing; then lock."""
    if not version.is_open:
        return redirect(home(version))
    return _step(
        request, version, lambda mark: acts.freeze(version=version, seen=mark, **who(request)),
        title=_("Låsa version %(n)s?") % {"n": version.number},
        lede=_("Orden, paragraferna och scenerna går inte att ändra sedan, så att alla svarar på samma sak. Ingen "
               "utanför labbet ser den förrän ni publicerar."),
        submit=_("Lås versionen"), words=_("Versionen är låst."),
    )  # fmt: skip


@guarded("feedback.publish", versions_with_parts)
@require_http_methods(METHODS)
def publish_version(request, version: ProposalVersion):
    """What becomes public and what is missing; then publish."""
    if version.published_at is not None:
        return redirect(home(version))
    lede = _("Alla kan läsa den, och den går inte att ta tillbaka eller ändra.")
    before = version.proposal.versions.filter(published_at__isnull=False, replaced_at=None).first()
    if before is not None:
        lede += " " + _("Version %(n)s står kvar att läsa, märkt som ersatt.") % {"n": before.number}
    return _step(
        request, version, lambda mark: acts.publish(version=version, seen=mark, **who(request)),
        title=_("Publicera version %(n)s?") % {"n": version.number}, lede=lede, submit=_("Publicera"),
        words=_("Versionen är publicerad. Alla kan läsa den."),
    )  # fmt: skip


def _step(request, version: ProposalVersion, act, *, title: str, words: str, **context):
    """A page that says what is missing or what to know first, and does the act when nothing is."""
    form = SeenForm(sent(request), initial={"seen": seen(version)})

    def save(data):
        try:
            act(data["seen"])
        except RuleBroken:
            form.data = form.data.copy()
            form.data["seen"] = seen(version)  # the page below is as it is now, and is read anew
            raise
        messages.success(request, words)
        return redirect(home(version))

    return save_form(
        request, form, save, template="feedback/step.html", title=title,
        hindrances=hindrances(version) if version.is_open else [], cautions=cautions(version), **context,
        **of_version(request, version, (title.rstrip("?"), None)),
    )  # fmt: skip


@guarded("feedback.write", versions)
@require_http_methods(METHODS)
def discard_version(request, version: ProposalVersion):
    """Ask, then throw away a version that is not locked."""
    if not version.is_open:
        return redirect(home(version))
    proposal, first = version.proposal, version.number == 1
    onward, key = ("feedback:list", proposal.lab_id) if first else ("feedback:proposal", proposal.pk)
    here = reverse(onward, args=[key])
    body = _("Det som är skrivet i version %(n)s försvinner och går inte att få tillbaka.") % {"n": version.number}
    if first:
        body += " " + _("Förslaget försvinner också, eftersom det inte har någon annan version.")
    return confirmed(
        request, lambda: acts.discard(version=version, **who(request)), words=_("Utkastet är kastat."), to=here,
        cancel_url=home(version), title=_("Kasta utkastet?"), body=body, submit=_("Kasta utkastet"),
        **of_version(request, version, (_("Kasta utkastet"), None)),
    )  # fmt: skip


@guarded("feedback.see", proposals)
@require_safe
def diff(request, proposal: Proposal, first: int, second: int):
    """Two versions side by side, the earlier first: words, paragraphs and scenes."""
    if first > second:
        return redirect("feedback:diff", proposal.pk, second, first)
    rows = with_parts(versions().filter(proposal=proposal, number__in={first, second})).order_by("number")
    found = list(rows)
    if len(found) != 2:
        raise Http404
    before, after = found
    numbers = list(proposal.versions.order_by("number").values_list("number", flat=True))
    told = compared(before, after)
    context = of_proposal(proposal, (_("Skillnader"), None)) | {
        "before": before, "after": after, "diff": told, "changes": after.changes.all(),
        "fidelity": [Fidelity(step).label for step in told.fidelity] if told.fidelity else [],
        "others": [pair for pair in pairwise(numbers) if pair != (first, second)],
    }  # fmt: skip
    return render(request, "feedback/diff.html", context)
