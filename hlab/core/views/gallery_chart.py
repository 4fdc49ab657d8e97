"""An example of a chart over time for the gallery: a line with a sign, a hidden month and a target."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils.safestring import mark_safe

_VALUES = [46, 41, 44, 62, None, 43]
_MONTHS = ["januari", "februari", "mars", "april", "maj", "juni"]


def _drawn(width: int, right: int, height: int) -> SimpleNamespace:
    """As `followup.pictures` draws, by hand."""
    step, bottom = (right - 60) / 5, height - 40
    places = [
        (f"{60 + i * step:.1f}", f"{bottom - value * (bottom - 40) / 80:.1f}") if value else None
        for i, value in enumerate(_VALUES)
    ]
    line = "M" + "L".join(f"{x} {y}" for x, y in filter(None, places[:4]))
    aim, left = f"{bottom - 30 * (bottom - 40) / 80:.1f}", 60 + 3.5 * step
    wide = step / 2
    slants = "".join(f"M{left:.1f} {y + wide:.1f}l{wide:.1f}-{wide:.1f}" for y in range(40, int(bottom - wide), 9))
    dots = "".join(
        f'<path class="f-ochre s-card" d="M{x} {float(y) - 9:.1f}l9 9-9 9-9-9z"/>'
        if i == 3
        else f'<circle class="f-ink s-card" cx="{x}" cy="{y}" r="5"/>'
        for i, (x, y) in ((i, place) for i, place in enumerate(places) if place)
    )
    svg = (
        f'<line class="s-line" x1="40" x2="{right}" y1="{bottom}" y2="{bottom}"/>'
        f'<text class="t-soft" x="32" y="{bottom + 5}" text-anchor="end">0</text><text class="t-soft" x="0" y="16">'
        f'dagar</text><line class="s-ink long" x1="40" x2="{right}" y1="{aim}" y2="{aim}"/><text class="t-b halo" '
        f'x="44" y="{float(aim) - 6:.1f}">Mål 30</text><path class="f-none s-edge" d="{slants}"/>'
        f'<path class="f-none s-ink w2 rnd" d="{line}"/>{dots}'
    )
    return SimpleNamespace(width=width, height=height, svg=mark_safe(svg))  # noqa: S308  (numbers of our own)


def _row(month: str, value: int | None) -> tuple:
    text = str(value) if value else "Visas inte – för få personer"
    sign = "Över övre gränsen" if value == 62 else "Inget"
    cells = [SimpleNamespace(text=text, hidden=value is None), SimpleNamespace(text=sign, hidden=False)]
    return SimpleNamespace(text=f"{month} 2026"), list(zip(_HEAD[1:], cells, strict=True))


_HEAD = [SimpleNamespace(text=text, num=num) for text, num in (("Månad", False), ("dagar", True), ("Tecken", False))]
OVER_TIME = SimpleNamespace(
    title="Väntan på första kontakt: inget säkert tecken på förändring",
    subtitle="Dagar från remiss till första kontakt, per månad, Region Exempel, januari–juni 2026.",
    summary="Senaste värdet är 43 dagar (juni 2026). Målet 30 dagar nås inte.",
    alt="Linjediagram. Januari 46 dagar, februari 41, mars 44, april 62, juni 43. Maj visas inte. Målet är 30 dagar.",
    wide=_drawn(940, 900, 300),
    narrow=_drawn(280, 270, 240),
    table=SimpleNamespace(
        caption="Väntan, Region Exempel, dagar", head=_HEAD, stack=False, more="",
        lines=[_row(month, value) for month, value in zip(_MONTHS, _VALUES, strict=True)],
    ),
    marks="Fyrkant på spetsen: ett tecken. Snedstreckat: visas inte. Det är inte noll.",
    notes=["April 2026: mottagningen var stängd två veckor. Beslutat av styrgruppen, 5 juni 2026."],
    method="Gränserna ändras bara genom ett beslut med namn, datum och skäl.",
    csv_url="/stil/",
    source="Påhittade siffror",
)  # fmt: skip
