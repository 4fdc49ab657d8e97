"""What a summary holds when it is sent, and what of it may be read when it is opened."""

from __future__ import annotations

from workshops.models import Pace, Site, Summary
from workshops.queries import may_be_read, steps_at
from workshops.queries.after import placed_at, summarised_notes
from workshops.results import Result, results_of


def parts_of(site: Site) -> list[dict]:
    """[{"step", "themes": [{"title", "notes"}], "notes", "result"}] of everything that has been shown at a site.

    Notes that were sorted lie under their themes in the step where they were sorted; those in no theme follow there.
    A step that has nothing to show is left out.
    """
    steps = [step for step in steps_at(site) if may_be_read(step)]
    shown, _taken_back = summarised_notes(site)
    by_step: dict[int, list[str]] = {}
    for key, note in shown.items():
        by_step.setdefault(note.exercise_id, []).append(key)
    sortings: dict[int, dict[int, dict]] = {}
    for sorting, theme, title, note in placed_at(site):
        if str(note) in shown:
            themes = sortings.setdefault(sorting, {})
            themes.setdefault(theme, {"title": title, "notes": []})["notes"].append(str(note))
    sorted_in = {step.source_id: step.pk for step in steps if step.pk in sortings}
    results = results_of(site.workshop, list(Pace.objects.filter(site=site).select_related("exercise", "site")))
    parts = []
    for step in steps:
        themes = list(sortings.get(step.pk, {}).values()) if sorted_in.get(step.source_id) == step.pk else []
        placed = {key for theme in themes for key in theme["notes"]}
        notes = [] if step.pk in sorted_in else by_step.get(step.pk, [])
        if themes:
            notes = [key for key in by_step.get(step.source_id, []) if key not in placed]
        result = results.get((step.pk, site.pk))
        if themes or notes or result:
            told = result.as_dict() if result else None
            parts.append(
                {"step": step.pk, "title": step.title, "themes": themes, "notes": notes, "result": told}
            )  # fmt: skip
    return parts


def opened(summary: Summary) -> list[dict]:
    """The parts with their notes as they may be read now: {"title", "result", "piles": [{"title", "notes",
    "taken_back"}]}. A note that was taken back leaves an empty chair; one that is held or no longer shown is gone."""
    shown, taken_back = summarised_notes(summary.site)

    def pile(title: str, keys: list[str]) -> dict:
        chairs = sum(1 for key in keys if key in taken_back)
        return {"title": title, "notes": [shown[key] for key in keys if key in shown], "taken_back": range(chairs)}

    out = []
    for part in summary.parts:
        piles = [pile(theme["title"], theme["notes"]) for theme in part["themes"]]
        if part["notes"]:
            piles.append(pile("", part["notes"]))
        result = Result.read(part["result"]) if part["result"] else None
        out.append({"title": part["title"], "result": result, "piles": piles, "sorted": bool(part["themes"])})
    return out
