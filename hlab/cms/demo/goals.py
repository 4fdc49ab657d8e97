"""Example målbilder. Three rest on themes that have been reported publicly, in our own words; the others are
invented. None of it is the inquiry's wording."""

# key, slug, origin, versions [(title, statement, what_changed, why_changed)], status, themes of the evidence
GOALS = (
    ("whole", "jag-behover-bara-beratta-en-gang", "public_theme", (
        ("Min information följer med mig",
         "Det jag har sagt finns kvar hos dem jag möter sedan. Jag slipper börja om.", "", ""),
        ("Jag behöver inte berätta allt igen",
         "Det jag har sagt finns kvar hos dem jag möter sedan. Jag slipper berätta allt igen för någon som inte vet "
         "vem jag är.",
         "Rubriken och andra meningen.",
         "Nio deltagare sa att det viktiga är att slippa upprepa, inte själva uppgifterna."),
        ("Jag behöver bara berätta en gång",
         "Jag berättar min historia när jag orkar, för någon som tänker stanna. Den personen ser till att de andra "
         "vet det jag vill att de ska veta. När jag kommer till nästa ställe säger de: ”Vi vet varför du är här.”",
         "Hela berättelsen, och orden ”det jag vill att de ska veta”.",
         "Tre närstående påminde om att man vill kunna välja vad som delas."),
    ), "adopted", ("holds", "know")),
    ("door", "ingen-stanger-dorren", "public_theme", (
        ("Ingen stänger dörren för att jag mår för dåligt",
         "Jag får komma in även när jag har druckit, är rädd eller kommer till fel ställe. Den jag möter ser till "
         "att jag inte går därifrån ensam med nästa telefonnummer.", "", ""),
    ), "validated", ("door",)),
    ("both", "jag-far-hjalp-med-allt-pa-samma-gang", "public_theme", (
        ("Jag får hjälp med allt på samma gång",
         "Jag får hjälp med både det psykiska och med beroendet, utan att det ena ska bli klart först. De som "
         "hjälper mig har pratat med varandra innan de pratar med mig.", "", ""),
    ), "published", ("both",)),
    ("close", "de-som-star-mig-nara", "invented", (
        ("De som står mig nära får vara just det",
         "Min mamma är min mamma och inte min samordnare. Någon frågar hur hon mår, och hon får veta vart hon kan "
         "vända sig.", "", ""),
    ), "draft", ("close",)),
    ("between", "nagon-fragar-en-vecka-senare", "invented", (
        ("Någon frågar en vecka senare",
         "Det som händer mellan besöken räknas. Någon hör av sig utan att jag behöver be om det.", "", ""),
    ), "published", ("holds",)),
)  # fmt: skip
CHECK = {
    "how": "Tre samtal i Ekby, Alnö och Sundvik, ett för varje perspektiv",
    "recognise": 21, "partly": 6, "not_recognise": 2, "unknown": 1, "lived_experience": 24,
    "dissent": (
        "”Jag vill inte att allt ska följa med mig. På ett nytt ställe vill jag få vara någon annan än min diagnos.” "
        "Två personer med egen erfarenhet. Gruppen enades inte."
    ),
}  # fmt: skip
