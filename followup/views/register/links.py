"""What a lab follows, and why: the page, and the acts on one link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions import links as acts
from followup.forms.register import ReasonForm
from followup.forms.register_links import LinkForm
from followup.models import FollowLink
from followup.pages.register import share_sentences, told_link
from followup.queries.links import (
    gaps_to_link,
    goals_to_link,
    grouped,
    links_of,
    rows_of_links,
    stories_to_link,
    unlinked,
)
from followup.queries.register import register_of, shares
from followup.views.register.around import METHODS, confirmed, of_lab
from goals.queries.areas import areas_of
from hlab.core.access import guarded
from hlab.core.forms import save_form, sent, who
from hlab.core.text import whole_number
from hlab.labs.models import Lab


def _way(request, lab, *steps: tuple[str, str | None]) -> dict:
    here = (_("Vad följer vi, och varför"), reverse("followup:links", args=[lab.pk]) if steps else None)
    return of_lab(request, lab, here, *steps)


@guarded("followup.see", Lab)
@require_safe
def links(request, lab: Lab):
    """Value areas and målbilder with what each is followed by, and how much of it measures value for the person."""
    found = links_of(lab)
    told = [
        (area, [(rows[0].goal_title if goal else "", [told_link(row) for row in rows]) for goal, rows in goals])
        for area, goals in grouped(found)
    ]
    followed = {link.goal_id for link in found if link.goal_id}
    areas = {link.area_id for link in found if link.area_id}
    gone = whole_number(request.GET.get("borttagen"))
    removed = rows_of_links().filter(lab=lab, gone_at__isnull=False, pk=gone).first() if gone else None
    shared = shares(lab)
    context = _way(request, lab) | {
        "removed": removed, "areas": told, "n": len(found), "shares": shared,
        "sentences": share_sentences(shared, found),
        "unlinked": list(unlinked(lab)), "bare_goals": [row for row in goals_to_link(lab) if row.pk not in followed],
        "bare_areas": [row for row in areas_of(lab) if row.pk not in areas],
    }  # fmt: skip
    return render(request, "followup/register/links.html", context)


@guarded("followup.write", Lab)
@require_http_methods(METHODS)
def add_link(request, lab: Lab):
    """Tie one thing, for a reason. ?malbild=, ?omrade=, ?matt=: what is chosen from the start."""
    asked = request.GET
    start = {"goal": whole_number(asked.get("malbild")) or None, "area": whole_number(asked.get("omrade")) or None}
    if indicator := whole_number(asked.get("matt")):
        start["by"] = f"indicator:{indicator}"
    form = LinkForm(
        sent(request), initial=start, areas=areas_of(lab), goals=goals_to_link(lab),
        indicators=list(register_of(lab).filter(ended_on__isnull=True)), gaps=list(gaps_to_link(lab)),
        stories=list(stories_to_link(lab)),
    )  # fmt: skip

    def save(data):
        acts.add_link(lab=lab, **form.told(), **who(request))
        messages.success(request, _("Kopplingen finns nu."))
        return redirect("followup:links", lab.pk)

    return save_form(
        request, form, save, template="followup/register/form.html", title=_("Följ något"), submit=_("Följ det"),
        lede=_("Säg vad ni vill veta, vad som visar det, och varför just det."),
        cancel=reverse("followup:links", args=[lab.pk]), **_way(request, lab, (_("Följ något"), None)),
    )  # fmt: skip


@guarded("followup.write", rows_of_links)
@require_http_methods(METHODS)
def change_reason(request, link: FollowLink):
    """Say better why."""
    form = ReasonForm(sent(request), initial={"reason": link.reason})

    def save(data):
        acts.change_reason(link=link, **data, **who(request))
        messages.success(request, _("Skälet är sparat."))
        return redirect("followup:links", link.lab_id)

    return save_form(
        request, form, save, template="followup/register/form.html", title=_("Skriv om skälet"),
        cancel=reverse("followup:links", args=[link.lab_id]), **_way(request, link.lab, (_("Skriv om skälet"), None)),
    )  # fmt: skip


@guarded("followup.write", rows_of_links)
@require_http_methods(METHODS)
def remove_link(request, link: FollowLink):
    """Ask, then take the link away. The page after offers to take that back."""
    title = _("Sluta följa?")
    back = reverse("followup:links", args=[link.lab_id])
    return confirmed(
        request, lambda: acts.remove_link(link=link, **who(request)),
        words=_("Ni följer det inte längre."), to=f"{back}?borttagen={link.pk}", cancel_url=back, title=title,
        submit=_("Sluta följa"), body=_("Skälet var: %(reason)s") % {"reason": link.reason},
        **_way(request, link.lab, (title.rstrip("?"), None)),
    )  # fmt: skip


@guarded("followup.write", rows_of_links)
@require_POST
def restore_link(request, link: FollowLink):
    """Take back that it was taken away."""
    acts.restore_link(link=link, **who(request))
    messages.success(request, _("Ni följer det igen."))
    return redirect("followup:links", link.lab_id)


@guarded("followup.write", rows_of_links)
@require_POST
def move_link(request, link: FollowLink):
    """vart: "upp" or "ner"."""
    way = request.POST.get("vart")
    if way not in ("upp", "ner"):
        raise Http404
    acts.move_link(link=link, up=way == "upp", **who(request))
    return redirect(reverse("followup:links", args=[link.lab_id]) + f"#koppling-{link.pk}")
