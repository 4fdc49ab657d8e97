"""Barriers named at three sites in October, and what was brought together of them. All of it is invented."""

WORKSHOP = {
    "title": "Vad står i vägen? Systemhinder i tre län",
    "place": "Norrdal, Västmark och Sjöland, samma förmiddag",
    "welcome": (
        "Välkommen. Vi letar efter det som står i vägen bakom scenen, inte efter fel hos den som står på den. Skriv "
        "inga namn."
    ),
    "support_person": "Mira på telefon 070-174 06 05",
}
STEP_TITLE = "Om det här är vad personerna önskar, vad står i vägen?"
SITES = (("Norrdal", "Regionens hus"), ("Västmark", "Folkets hus"), ("Sjöland", "Digitalt"))
PER_SITE = ("lived", "lived", "relative", "staff", "staff", "staff", "manager", "elected")
# (key, site, person there, title, example, målbild slugs, layer, level, kinds, who can act, decided)
CARDS = (
    ("b01", 1, 4, "Två journaler som inte kan läsa varandra", "Jag läser upp min egen journal högt i telefon för den som sitter i kommunen.",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("information", "law"), "Region och kommun tillsammans, och staten", "national"),
    ("b02", 1, 7, "Ersättningen följer besöket, inte samtalet mellan besöken", "",
     ("jag-far-hjalp-med-allt-pa-samma-gang",), "back", "meso", ("payment",), "Regionens ledning", "regional"),
    ("b03", 1, 1, "Ingen vet vem som får utse en fast kontakt", "De sa att det var den andres sak att utse någon.",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("organisation",), "Verksamhetschefer hos båda huvudmännen", "local"),
    ("b04", 1, 5, "Två missade besök och platsen räknas som tom", "",
     ("ingen-stanger-dorren-for-att-jag-mar-for-daligt",), "back", "meso", ("follow_up", "payment"), "Den som beställer och den som mäter", "regional"),
    ("b05", 1, 8, "Nämnden ser antal, aldrig en person", "",
     ("jag-far-hjalp-med-allt-pa-samma-gang",), "back", "meso", ("follow_up",), "Nämndens presidium", "local"),
    ("b06", 2, 4, "Journalerna hos region och kommun går inte ihop", "Personen bär papperen mellan oss.",
     ("jag-behover-bara-beratta-en-gang",), "back", "macro", ("information",), "Staten och huvudmännen", "national"),
    ("b07", 2, 2, "Man måste vara nykter för att få prata om det som gör ont", "Jag fick blåsa innan jag fick sätta mig.",
     ("ingen-stanger-dorren-for-att-jag-mar-for-daligt",), "front", "micro", ("culture",), "Mottagningens medarbetare och chef", "local"),
    ("b08", 2, 7, "Vi får betalt för besök, inte för att hålla kontakt", "",
     ("jag-far-hjalp-med-allt-pa-samma-gang",), "back", "meso", ("payment", "follow_up"), "Regionens ledning", "regional"),
    ("b09", 2, 5, "Sekretessen tolkas olika i samma korridor", "En kollega ringer alltid, en annan ringer aldrig. Båda säger att det är lagen.",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("law", "skills"), "Jurister hos huvudmännen, tillsammans", "regional"),
    ("b10", 2, 3, "Närstående räknas in när det är kris och glöms bort däremellan", "",
     ("de-som-star-mig-nara-far-vara-just-det",), "front", "micro", ("culture",), "Alla som möter", "local"),
    ("b11", 3, 4, "Vi ser inte vad kommunen har skrivit", "",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("information",), "Huvudmännen och den som upphandlar", "national"),
    ("b12", 3, 6, "Boendestödet är inte med när planen skrivs", "",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("organisation",), "Den som kallar till mötet", "local"),
    ("b13", 3, 8, "Projektpengar tar slut när det börjar fungera", "Kvällsmottagningen stängde när tre år hade gått.",
     ("jag-far-hjalp-med-allt-pa-samma-gang",), "back", "macro", ("payment",), "Staten, som ger bidragen", "national"),
    ("b14", 3, 1, "Ingen har öppet när det är som svårast", "",
     ("ingen-stanger-dorren-for-att-jag-mar-for-daligt",), "front", "meso", ("organisation", "payment"), "Region och kommun", "regional"),
    ("b15", 1, 6, "Vi faxar fortfarande mellan två hus på samma gata", "Jag står vid faxen och väntar när det är bråttom.",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("information",), "Huvudmännen tillsammans", "regional"),
    ("b16", 3, 2, "Mina papper ligger på tre ställen som inte ser varandra", "Jag har en pärm i köket. Den är min journal.",
     ("jag-behover-bara-beratta-en-gang",), "back", "meso", ("information",), "Den som köper in systemen", "national"),
)  # fmt: skip
# What several had said at different sites, brought together: (title, keys, variety, why, state, why that)
MERGED = (
    ("Två huvudmän, två journaler, inget gemensamt samtycke", ("b01", "b06", "b11", "b15", "b16"), "common",
     "Tre egna lösningar hjälper ingen som rör sig mellan länen.", "remains", "Kräver beslut som ingen av de tre länen råder över."),
    ("Ersättningen följer besöket, inte samtalet mellan besöken", ("b02", "b08"), "common",
     "Samma besök räknas olika i tre län, och personen rör sig mellan dem.", "taken_on", "Region Västmark prövar annan ersättning under 2027."),
)  # fmt: skip
# Single ones that stand for themselves: (key, variety, why)
ALONE = (
    ("b03", "variety", "Vem som passar att utse beror på hur det ser ut lokalt."),
    ("b07", "variety", "Det är en fråga om bemötande på varje ställe."),
)  # fmt: skip
PUBLIC = ("b03", "b07", "b09")
# Who does not let their words be quoted: (site, person there).
NO_QUOTE = {(1, 8), (2, 7), (3, 8)}
