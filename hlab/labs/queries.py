"""Reads."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from hlab.accounts.models import User
from hlab.accounts.rules import is_administrator
from hlab.core.models import AuditEvent
from hlab.labs.enums import ActorKind, LabRole
from hlab.labs.models import Actor, Concept, Lab, Membership
from hlab.labs.picture import Picture, picture


def roles_of(viewer) -> dict[int, set[str]]:
    """{lab id: roles} of the viewer; one query a request however many rules ask."""
    if "lab_roles" not in viewer.memo:
        roles: dict[int, set[str]] = {}
        if viewer.is_staff:
            for lab_id, role in Membership.objects.filter(user_id=viewer.user.pk).values_list("lab_id", "role"):
                roles.setdefault(lab_id, set()).add(role)
        viewer.memo["lab_roles"] = roles
    return viewer.memo["lab_roles"]


def role_labels(roles) -> list[str]:
    """Roles in words, in the order they are listed everywhere."""
    return [str(label) for role, label in LabRole.choices if role in roles]


def labs_of(viewer) -> list[Lab]:
    """The viewer's labs (an administrator's are all), each with `.my_roles` as words."""
    rows = Lab.objects.prefetch_related("principals").order_by("name", "pk")
    roles = roles_of(viewer)
    if not is_administrator(viewer):
        rows = rows.filter(pk__in=roles)
    found = list(rows)
    for lab in found:
        lab.my_roles = role_labels(roles.get(lab.pk, ()))
    return found


def lab_for_page() -> QuerySet[Lab]:
    """Labs with everything their staff page shows, in a handful of queries."""
    members = Membership.objects.select_related("user__organisation")
    return Lab.objects.prefetch_related(
        "principals",
        Prefetch("actors", Actor.objects.select_related("organisation")),
        "initiatives",
        "concepts",
        Prefetch("memberships", members),
    )


def members_of(lab: Lab) -> list[tuple[User, list[Membership]]]:
    """[(person, their roles)] by name, of a lab whose memberships are prefetched."""
    order = {role: number for number, role in enumerate(LabRole.values)}
    people: dict[User, list[Membership]] = {}
    for row in sorted(lab.memberships.all(), key=lambda row: order.get(row.role, 99)):
        people.setdefault(row.user, []).append(row)
    return sorted(people.items(), key=lambda pair: str(pair[0]).casefold())


def actors_in_order(lab: Lab) -> list[Actor]:
    """From those nearest the person outwards, of a lab whose actors are prefetched."""
    order = {kind: number for number, kind in enumerate(ActorKind.values)}
    return sorted(lab.actors.all(), key=lambda actor: order.get(actor.kind, len(order)))


def actor_groups(lab: Lab) -> list[tuple[str, list[Actor]]]:
    """[(kind in words, actors)], the nearest first, of a lab whose actors are prefetched."""
    groups: dict[str, list[Actor]] = {}
    for actor in actors_in_order(lab):
        groups.setdefault(actor.get_kind_display(), []).append(actor)
    return list(groups.items())


def actor_picture(lab: Lab) -> Picture | None:
    """Who stands around the person, drawn, of a lab whose actors are prefetched; None when they are too many."""
    return picture(actors_in_order(lab))


def public_labs() -> QuerySet[Lab]:
    """Labs that anyone may see."""
    return Lab.objects.filter(is_public=True).prefetch_related("principals").order_by("name", "pk")


def missing(lab: Lab) -> list[tuple[str, str]]:
    """[(part, whole sentence)] about what must be in place before a session may open; empty when all is.

    part: "frame", "actors" or "principals". Uses what is prefetched.
    """
    found = []
    if not lab.open_scope.strip():
        found.append(("frame", _("Skriv vad som är öppet och går att påverka.")))
    if not lab.closed_scope.strip():
        found.append(("frame", _("Skriv vad som redan är bestämt.")))
    if not lab.decider.strip():
        found.append(("frame", _("Skriv vem som beslutar.")))
    if not lab.actors.all():
        found.append(("actors", _("Rita aktörskartan: nämn minst en aktör som finns runt personen.")))
    if len(lab.principals.all()) < 2 and not lab.single_principal_reason.strip():
        found.append(("principals", _("Välj minst två huvudmän, eller skriv varför labbet bara har en.")))
    return found


def public_concepts() -> QuerySet[Concept]:
    """Words in use in public labs."""
    return Concept.objects.filter(labs__is_public=True).distinct().order_by("term", "source", "pk")


def known_concepts(viewer) -> QuerySet[Concept]:
    """Words of public labs and of the viewer's own; an administrator's labs are all."""
    rows = Concept.objects.all()
    if is_administrator(viewer):
        return rows
    own_or_public = Lab.objects.filter(Q(is_public=True) | Q(pk__in=roles_of(viewer)))
    return rows.filter(pk__in=Concept.labs.through.objects.filter(lab__in=own_or_public).values("concept"))


def other_concepts(lab: Lab, viewer, search: str = "") -> QuerySet[Concept]:
    """Words that the viewer may know of and this lab does not use. search: the beginning of the word."""
    rows = known_concepts(viewer).exclude(labs=lab)
    return rows.filter(term__istartswith=search.strip()) if search.strip() else rows


def audit_of(lab: Lab) -> QuerySet[AuditEvent]:
    """What has happened in a lab, newest first; acts and times, nobody's words."""
    return AuditEvent.objects.filter(lab_id=lab.pk).order_by("-at", "-id")


def principals_words(lab: Lab) -> str:
    """Who stands behind what a lab shows. Its principals should be prefetched."""
    names = [principal.name for principal in lab.principals.all()]
    if len(names) < 2:
        return _("%(name)s driver det här labbet.") % {"name": names[0]} if names else ""
    return _("%(names)s driver det här labbet tillsammans.") % {"names": get_text_list(names, _("och"))}
