"""Every component in every state, for those who build. Reachable only where settings.GALLERY is on."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from hlab.core.access import public
from hlab.core.errors import StaleEdit
from hlab.core.views.gallery_chart import OVER_TIME
from hlab.stats.bars import NARROW, WIDE, stacked

CHIPS = [
    ("now", "Pågår"), ("done", "Infört"), ("wait", "Väntar"), ("no", "Blev inte av"), ("unk", "Kan inte avgöras"),
    ("", "Neutral"), ("service", "Tjänstelogik"), ("prod", "Produktionslogik"),
]  # fmt: skip
STEPS = ["Läs målbilden", "Skriv tyst", "Visa lapparna", "Sortera", "Rangordna"]
SCALE = ["Mycket sämre", "Lite sämre", "Ingen skillnad", "Lite bättre", "Mycket bättre", "Vet inte"]

ANSWERS = ["Känner igen", "Delvis", "Känner inte igen", "Vet inte"]
BARS = [("Egen erfarenhet", [17, 8, 6, 5]), ("Närstående", [11, 5, 0, 0])]
CHART = {
    "title": "De flesta känner igen sig, men inte alla",
    "note": "52 personer i två grupper. Antal personer.",
    "text": "Liggande staplar. Egen erfarenhet: 17 känner igen, 8 delvis, 6 inte, 5 vet inte. Närstående: 11, 5, 0, 0.",
    "line": "28 av 52 känner igen sig.",
    "wide": stacked(ANSWERS, BARS, WIDE),
    "narrow": stacked(ANSWERS, BARS, NARROW),
}


def _spread(counts: dict[str, int | None]) -> SimpleNamespace:
    """As a room's answers on a scale (`workshops.analysis.distribution`); None is hidden, the last is no point."""
    top, last = max((n or 0 for n in counts.values()), default=1), list(counts)[-1:]
    parts = [
        SimpleNamespace(
            label=label,
            share=round(100 * (n or 0) / top),
            unknown=[label] == last,
            cell=SimpleNamespace(value=n, is_hidden=n is None),
        )
        for label, n in counts.items()
    ]
    return SimpleNamespace(parts=parts, hides=None in counts.values())


SPREAD = dict(zip(SCALE, [None, None, 0, 9, 12, 6], strict=True))


class ExampleForm(forms.Form):
    """One field of each shape."""

    kod = forms.CharField(label="Kod", help_text="Står på inbjudan.")
    lapp = forms.CharField(
        label="Skriv en lapp", help_text="En tanke per lapp. Skriv inte andras namn.", max_length=240,
        widget=forms.Textarea,
    )  # fmt: skip
    roll = forms.ChoiceField(
        label="Vem är du här som?",
        choices=[("own", "Egen erfarenhet"), ("near", "Närstående"), ("x", "Vill inte svara")],
        widget=forms.RadioSelect,
    )
    skala = forms.ChoiceField(
        label="Hur blev det?", choices=list(enumerate(SCALE)), widget=forms.RadioSelect, required=False
    )
    val = forms.MultipleChoiceField(
        label="Vad får vi göra med det du skriver?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("quote", "Citera mina ord"), ("reuse", "Använda dem i ett annat labb")],
    )  # fmt: skip
    region = forms.ChoiceField(label="Region", choices=[("", "Välj"), ("x", "Region Exempel")], required=False)
    dag = forms.DateField(label="Dag", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    fil = forms.FileField(label="Fil", help_text="CSV, högst 5 MB.", required=False)
    ja = forms.BooleanField(label="Jag har läst hur texten används", help_text="Du kan ändra dig senare.")


def _wrong_form() -> ExampleForm:
    form = ExampleForm({"fel-kod": "BJORK 72", "fel-lapp": "Texten finns kvar när något blir fel. " * 7}, prefix="fel")
    form.add_error("kod", "Koden BJORK 72 finns inte, eller så är tillfället stängt. Fråga den som bjöd in dig.")
    return form


def _trail(*states: str) -> list[dict]:
    rows = [
        {"at": date(2026, 3, 12), "text": "Skrevs av projektgruppen efter 40 berättelser.", "label": "version 1"},
        {"at": date(2026, 5, 7), "strong": "”Jag behöver inte berätta allt igen.”", "text": "Ändrades av 9 deltagare."},
        {"at": date(2027, 6, 1), "text": "Beslut om fortsättning."},
    ]
    return [row | {"state": state} for row, state in zip(rows, states, strict=True)]


@public
def gallery(request, part: str = ""):
    """The gallery; part: "telefon" or "storbild" shows the other two frames."""
    if not settings.GALLERY:
        raise Http404
    template = {"": "gallery.html", "telefon": "gallery_phone.html", "storbild": "gallery_stage.html"}.get(part)
    if template is None:
        raise Http404
    context = {
        "is_demo": True,
        "crumbs": [("Start", "/"), ("Komponenter", None)],
        "chips": CHIPS,
        "plain_form": ExampleForm(prefix="tom"),
        "wrong_form": _wrong_form(),
        "phases": [(name, ("done", "done", "now", "", "")[i]) for i, name in enumerate(STEPS)],
        "facts": [
            ("Öppet", "Vilka hinder som ska bort först"),
            ("Bestämt", "Målbilderna är antagna"),
            ("När", "I dag"),
        ],
        "trail": _trail("done", "last-done", "next"),
        "agenda": [
            {"at": time(9, 30), "text": "Välkommen", "state": "done", "plan": "Plan 9.30, som planerat"},
            {"at": time(10, 11), "text": "Skriv tyst", "state": "now", "plan": "Plan 10.05, 6 min efter plan"},
            {"at": time(10, 31), "text": "Sortera i teman", "state": "", "plan": "Plan 10.25"},
        ],
        "stale": StaleEdit("Någon annan har ändrat labbet.", yours="Frågan: Min fråga?", theirs="Frågan: Deras?"),
        "chart": CHART,
        "over_time": OVER_TIME,
        "spread": _spread(SPREAD),
        "few": _spread({}),
        "page_obj": Paginator(range(60), 20).page(2),
        "join_url": f"{settings.SITE_URL}/ga-med/",
        "ends": time(10, 31),
    }
    return render(request, template, context)
