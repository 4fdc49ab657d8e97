"""What a draft has beside its words, a page for each: picture and sound, value areas, and what caused each change."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions import values
from goals.actions.causes import editorial_lines, put_causes
from goals.actions.media import put_media
from goals.forms_wording import AreaForm, AreaLinksForm, CausesForm, MediaForm
from goals.models import GoalMedia, GoalVersion, ValueArea
from goals.queries import versions
from goals.queries.areas import areas_of, areas_with_use
from goals.queries.remarks import judgement_remarks, remarks_told, version_before
from goals.readers import read_in_full
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.labs.models import Lab
from workshops.paging import page_of

REMARKS_PER_PAGE = 25


def _draft_only(view):
    """Only a draft can be changed; a frozen version is shown as it stands."""

    def inner(request, version: GoalVersion):
        return view(request, version) if version.is_open else redirect("goals:version", version.pk)

    return inner


@guarded("goals.write", versions)
@_draft_only
def media(request, version: GoalVersion):
    """Picture and sound of a draft."""
    there = GoalMedia.objects.filter(version=version).first()
    form = MediaForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None,
        initial={"alt": there.alt, "transcript": there.transcript} if there else {},
        has_picture=bool(there and there.picture), has_sound=bool(there and there.sound),
    )  # fmt: skip

    def save(data):
        put_media(version=version, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Sparat."))
        return redirect("goals:edit", version.pk)

    return save_form(
        request, form, save, template="goals/media.html", version=version, media=there, is_demo=version.goal.is_demo
    )


@guarded("goals.write", versions)
@_draft_only
def areas(request, version: GoalVersion):
    """Which of the lab's value areas a draft touches, and why."""
    linked = dict(version.value_links.values_list("area_id", "reason"))
    start = {f"area_{pk}": True for pk in linked} | {f"why_{pk}": reason for pk, reason in linked.items()}
    form = AreaLinksForm(
        request.POST if request.method == "POST" else None, initial=start, areas=areas_of(version.goal.lab)
    )

    def save(data):
        values.link_areas(version=version, reasons=form.reasons(), by=request.user, at=timezone.now())
        messages.success(request, _("Sparat."))
        return redirect("goals:edit", version.pk)

    return save_form(request, form, save, template="goals/areas.html", version=version, is_demo=version.goal.is_demo)


@guarded("goals.write", versions)
@_draft_only
def causes(request, version: GoalVersion):
    """What was changed because of which remark on the version before. What is written is saved from page to page."""
    before = version_before(version)
    if before is None:
        raise Http404
    reads = read_in_full(request, version.goal.lab)
    asked = request.POST.get("fran") or request.GET.get("page", "")
    page = page_of(judgement_remarks(before, **reads), asked, REMARKS_PER_PAGE)
    remarks, checks = remarks_told(page, **reads), list(before.checks.all())
    told = {cause.remark_key: cause.text for cause in version.causes.all()}
    lines = [cause.text for cause in version.causes.all() if cause.is_editorial]
    keys = [f"check-{check.pk}" for check in checks] + [remark["key"] for remark in remarks]
    form = CausesForm(
        request.POST if request.method == "POST" else None, keys=keys,
        initial={key: told.get(key, "") for key in keys} | {"editorial": "\n".join(lines)},
    )  # fmt: skip

    def save(data):
        put_causes(
            version=version, remarks={key: data[key] for key in keys}, by=request.user, at=timezone.now(),
            editorial=editorial_lines(data["editorial"]),
        )  # fmt: skip
        messages.success(request, _("Sparat."))
        there = request.POST.get("page", "")
        return redirect(f"{request.path}?page={there}") if there.isdecimal() else redirect("goals:edit", version.pk)

    return save_form(
        request, form, save, template="goals/causes.html", version=version, before=before, page=page,
        checks=[(check, form[f"check-{check.pk}"]) for check in checks],
        remarks=[(remark, form[remark["key"]]) for remark in remarks], is_demo=version.goal.is_demo,
    )  # fmt: skip


@guarded("goals.see", Lab)
def value_areas(request, lab: Lab):
    """The lab's value areas, how many målbilder touch each, and a new one for those who write."""
    writes = may(request, "goals.write", lab)
    form = AreaForm(request.POST if request.method == "POST" else None)
    context = {"lab": lab, "areas": areas_with_use(lab), "may_write": writes, "is_demo": lab.is_demo}
    if request.method == "POST" and not writes:
        return render(request, "goals/value_areas.html", context | {"form": form}, status=403)

    def save(data):
        values.add_area(lab=lab, name=data["name"], description=data["description"], by=request.user, at=timezone.now())
        messages.success(request, _("Värdeområdet är tillagt."))
        return redirect("goals:value_areas", lab.pk)

    return save_form(request, form, save, template="goals/value_areas.html", **context)


@guarded("goals.write", ValueArea)
def value_area(request, area: ValueArea):
    """Other words for a value area."""
    if area.gone_at is not None:
        return redirect("goals:value_areas", area.lab_id)
    form = AreaForm(
        request.POST if request.method == "POST" else None,
        initial={"name": area.name, "description": area.description, "row_version": area.row_version},
    )

    def save(data):
        values.change_area(
            area=area, name=data["name"], description=data["description"], row_version=data["row_version"] or 0,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Sparat."))
        return redirect("goals:value_areas", area.lab_id)

    return save_form(
        request, form, save, template="goals/value_area.html", area=area, lab=area.lab, is_demo=area.lab.is_demo
    )


@guarded("goals.write", ValueArea)
def retire_area(request, area: ValueArea):
    """Ask, then let no new wording touch a value area."""
    error, code = "", 200
    if request.method == "POST":
        try:
            values.retire_area(area=area, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, _("Värdeområdet används inte längre."))
            return redirect("goals:value_areas", area.lab_id)
    back = reverse("goals:value_areas", args=[area.lab_id])
    context = {
        "title": _("Ta ”%(name)s” ur bruk?") % {"name": area.name},
        "body": _("Utkast som rör det tappar kopplingen. Låsta versioner behåller den. Det går inte att ångra."),
        "submit": _("Ta ur bruk"), "kind": "stop", "error": error, "action": request.path, "cancel_url": back,
        "is_demo": area.lab.is_demo,
        "crumbs": [(area.lab.name, reverse("labs:detail", args=[area.lab_id])), (_("Värdeområden"), back),
                   (area.name, None)],
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)
