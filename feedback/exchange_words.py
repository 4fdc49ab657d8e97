"""What was met in a file of a proposal, as whole sentences that say where it is and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.analysis.checking import Finding, Where
from feedback.analysis.native import NoProposal

FIELDS = {
    "number": gettext_lazy("numret"),
    "kind": gettext_lazy("slaget"),
    "alternative_to": gettext_lazy("vad det är ett alternativ till"),
    "is_nothing": gettext_lazy("att inget göra"),
    "versions": gettext_lazy("versioner"),
    "pictures": gettext_lazy("bilder"),
    "title": gettext_lazy("rubriken"),
    "summary": gettext_lazy("vad det innebär"),
    "easy_read": gettext_lazy("lättläst"),
    "problem": gettext_lazy("vilket problem det ska lösa"),
    "unknowns": gettext_lazy("det vi inte vet än"),
    "alternatives": gettext_lazy("andra vägar"),
    "fidelity": gettext_lazy("hur färdig den är"),
    "frozen": gettext_lazy("om orden är låsta"),
    "changes": gettext_lazy("ändringar"),
    "paragraphs": gettext_lazy("paragrafer"),
    "scenes": gettext_lazy("scener"),
    "links": gettext_lazy("kopplingar till resor"),
    "mockups": gettext_lazy("brev och blanketter"),
    "fields": gettext_lazy("fält att fylla i"),
    "anchor": gettext_lazy("ankaret"),
    "label": gettext_lazy("beteckningen"),
    "legal": gettext_lazy("lagtexten"),
    "plain": gettext_lazy("orden bredvid lagtexten"),
    "who": gettext_lazy("vems scen det är"),
    "today_text": gettext_lazy("texten i dag"),
    "today_back": gettext_lazy("bakom scenen i dag"),
    "today_drawing": gettext_lazy("teckningen i dag"),
    "today_picture": gettext_lazy("bilden i dag"),
    "today_alt": gettext_lazy("vad bilden i dag visar"),
    "proposed_text": gettext_lazy("texten med förslaget"),
    "proposed_back": gettext_lazy("bakom scenen med förslaget"),
    "proposed_drawing": gettext_lazy("teckningen med förslaget"),
    "proposed_picture": gettext_lazy("bilden med förslaget"),
    "proposed_alt": gettext_lazy("vad bilden med förslaget visar"),
    "side": gettext_lazy("i dag eller med förslaget"),
    "journey": gettext_lazy("resan"),
    "step": gettext_lazy("steget"),
    "gap": gettext_lazy("mellanrummet"),
    "reason": gettext_lazy("hur de hör ihop"),
    "body": gettext_lazy("det som står"),
    "what": gettext_lazy("vad som ändrades"),
    "why": gettext_lazy("varför"),
    "target": gettext_lazy("vad ändringen gäller"),
    "key": gettext_lazy("nyckeln"),
    "data": gettext_lazy("bildens innehåll"),
}
_PARTS = {
    "version": gettext_lazy("version %(n)s"),
    "paragraph": gettext_lazy("paragraf %(n)s"),
    "scene": gettext_lazy("scen %(n)s"),
    "link": gettext_lazy("koppling %(n)s"),
    "mockup": gettext_lazy("brev eller blankett %(n)s"),
    "change": gettext_lazy("ändring %(n)s"),
    "picture": gettext_lazy("bild %(n)s"),
}
_KINDS = {
    "text": gettext_lazy("text"),
    "number": gettext_lazy("ett helt tal"),
    "flag": gettext_lazy("sant eller falskt"),
    "list": gettext_lazy("en lista"),
    "object": gettext_lazy("ett objekt"),
}
_FAULTS = {
    "missing": gettext_lazy("%(field)s saknas. Skriv det."),
    "too_long": gettext_lazy("%(field)s är %(detail)s tecken. Korta texten."),
    "too_many": gettext_lazy("det är fler %(field)s än som ryms (%(detail)s)."),
    "unknown_code": gettext_lazy("”%(detail)s” går inte att förstå som %(field)s. Välj något av det som formatet har."),
    "out_of_range": gettext_lazy("%(field)s är utanför det som går (%(detail)s). Rätta talet."),
    "wrong_kind": gettext_lazy("%(field)s ska vara %(kind)s."),
    "not_a_name": gettext_lazy("”%(detail)s” går inte som %(field)s. Se schemat för hur det skrivs."),
    "no_versions": gettext_lazy("förslaget har ingen version. Lägg till minst en."),
    "versions_in_order": gettext_lazy("versionerna ska vara numrerade i ordning (%(detail)s)."),
    "open_but_not_last": gettext_lazy("bara den sista versionen kan vara öppen att skriva i."),
    "no_change_told": gettext_lazy("en låst version efter den första säger vad som ändrades och varför."),
    "double_anchor": gettext_lazy("ankaret ”%(detail)s” används två gånger. Ge varje del ett eget."),
    "double_key": gettext_lazy("bilden ”%(detail)s” finns två gånger. Ta bort den ena."),
    "alternative_to_what": gettext_lazy("ett alternativ säger vad det är en annan väg till, och bara ett alternativ."),
    "nothing_is_an_alternative": gettext_lazy("att inget göra är ett alternativ. Rätta slaget."),
    "two_pictures": gettext_lazy("har både teckning och bild. Välj en."),
    "picture_without_words": gettext_lazy("visar en bild utan att säga vad den visar. Skriv det."),
    "unknown_picture": gettext_lazy("bilden ”%(detail)s” nämns inte bland filens bilder."),
    "link_to_one_part": gettext_lazy("en koppling går till ett steg eller ett mellanrum, ett av dem."),
    "change_of_what": gettext_lazy("säger en del utan ankare, eller tvärtom. Skriv båda eller inget."),
    "alternative_not_here": gettext_lazy(
        "förslaget ”%(detail)s”, som det här är ett alternativ till, finns inte i labbet. Läs in det först."
    ),
    "broken_picture": gettext_lazy("innehållet är ingen bild som går att läsa. Ta bort den, eller lägg in den igen."),
}
_LOSSES = {
    "unknown_field": gettext_lazy("”%(detail)s” är inget som formatet har, och läses inte in."),
    "picture_left_out": gettext_lazy("En bild finns inte i filen. Texten om vad den visar läses in i stället."),
    "link_not_here": gettext_lazy("Kopplingen till resan ”%(detail)s” följer inte med: den finns inte i labbet."),
    "change_is_whole": gettext_lazy("Delen som ändringen gäller finns inte. Den läses in som en ändring av helheten."),
}


def file_sentence(bad: NoProposal) -> str:
    """Why a file gives no proposal, and what to do."""
    words = {
        "too_large": _("Filen är för stor. Den får vara högst 20 MB. Ta med den utan bilder."),
        "empty": _("Filen är tom."),
        "not_json": _("Filen är inte hel JSON. Hämta förslaget på nytt och försök igen."),
        "not_a_proposal": _("Filen är inget förslag ur Hälsolabb. Välj en fil i formatet forslag-1."),
        "newer": _(
            "Filen är gjord av ett nyare Hälsolabb (format %(detail)s), och det här läser format 1. Uppdatera här, "
            "eller be den som skickade filen om det äldre formatet."
        ),
    }
    told = words[bad.code] % {"detail": bad.detail}
    return _("%(what)s (Rad %(line)s.)") % {"what": told, "line": bad.line} if bad.line else told


def finding_sentence(finding: Finding) -> str:
    """One fault: where it is and what to do."""
    said = str(_FAULTS[finding.code]) % _filled(finding)
    where = place(finding.where)
    told = f"{where}: {said}" if where else said
    return f"{told[:1].upper()}{told[1:]}"


def place(where: Where) -> str:
    """Version 2 ”En plan”, paragraf 1 ”1 §”."""
    parts = []
    for kind, number, name in where:
        part = str(_PARTS[kind]) % {"n": number}
        parts.append(f"{part} ”{name[:60]}”" if name else part)
    return ", ".join(parts)


def losses_told(findings: Iterable[Finding], most: int = 8) -> list[dict]:
    """[{"text", "n", "places"}] of what is lost or taken another way: each sentence once, with how often and the first
    places where."""
    told: dict[str, list[str]] = {}
    for finding in findings:
        text = str(_LOSSES[finding.code]) % _filled(finding)
        told.setdefault(text, []).append(place(finding.where))
    return [
        {"text": text, "n": len(places), "places": list(dict.fromkeys(filter(None, places)))[:most]}
        for text, places in told.items()
    ]


def _filled(finding: Finding) -> dict[str, object]:
    return {
        "field": FIELDS.get(finding.field, finding.field), "detail": finding.detail,
        "kind": _KINDS.get(finding.detail, ""),
    }  # fmt: skip
