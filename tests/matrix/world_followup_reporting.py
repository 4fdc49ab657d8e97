"""A report of the lab with a draft, one to the participant, and one that anyone may read."""

from __future__ import annotations

from tests import factories


def reporting(objects: dict) -> dict:
    """objects: what the world has so far."""
    from followup.models import ReportVersion
    from tests.followup.sample import make_report

    def closed(lab):
        return factories.make_workshop(lab=lab, state="closed", opened_at=factories.NOON, closed_at=factories.NOON)

    private = objects["lab"]
    told = make_report(workshop=objects["workshop"])
    owed = make_report(workshop=closed(private), published=False)
    public = make_report(workshop=closed(factories.make_lab(is_public=True)), published=False)
    draft = ReportVersion.objects.get(report=public)
    draft.easy_read, draft.published_at = "Vi prövar en plan.", factories.NOON
    draft.save()
    return {"report": owed, "report_to_participant": told, "public_report": public}
