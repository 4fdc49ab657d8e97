"""Example målbilder. Three rest on themes that have been reported publicly, in our own words; two are invented.

None of it is the inquiry's wording. Dates as (month, day) of 2026. Evidence by note key in `spring_notes`, and parts of
stories as `build_stories.name_of` names them. ties: which of the notes carry each sentence, in order. causes: (what was
changed, whether the trial of the version before was why). areas: {key in AREAS: why}.
"""

# key: (name, what it means in life). The lab's own, invented.
AREAS = {
    "hold": ("Att slippa hålla ihop det själv", "Någon annan vet vem som gör vad, och säger till när det ändras."),
    "believed": ("Att bli trodd", "Det jag säger räcker. Jag behöver inte bevisa hur jag mår för att få prata om det."),
    "between": (
        "Att tiden mellan besöken räknas",
        "Det som händer hemma, på kvällen och i väntan är en del av hjälpen, inte ett uppehåll i den.",
    ),
}

GOALS = (
    {
        "slug": "jag-behover-bara-beratta-en-gang",
        "origin": "public_theme",
        "evidence": (
            "h01",
            "h02",
            "h03",
            "h04",
            "h05",
            "h06",
            "h07",
            "h09",
            "h11",
            "h12",
            "h13",
            "h14",
            "h15",
            "h17",
            "h18",
            "h19",
            "h20",
            "h39",
            "h40",
            "w01",
            "w02",
            "w03",
            "w05",
            "w06",
            "w07",
            "w08",
            "w15",
            "w26",
        ),
        "quotes": ("h02", "h03", "h06", "h13", "h15", "h17", "h18", "h19", "h39", "w01", "w03", "w06", "w07", "w26"),
        "versions": (
            {
                "title": "Min information följer med mig",
                "statement": "Det jag har sagt till en finns kvar hos nästa. Jag slipper börja om från början varje "
                "gång jag kommer till ett nytt ställe.",
                "level": "micro",
                "shifts": ("coordinated",),
                "written": (3, 24),
                "published": (3, 26),
                "check": {
                    "held_on": (4, 16),
                    "how": "Uppläst för en grupp i Exempelby, egen erfarenhet och närstående tillsammans.",
                    "recognise": 0,
                    "partly": 9,
                    "not_recognise": 5,
                    "unknown": 0,
                    "lived_experience": 14,
                    "dissent": "",
                },
            },
            {
                "title": "Jag behöver inte berätta allt igen",
                "statement": "Den jag möter vet varför jag är där. Det jag redan har sagt finns kvar, och jag slipper "
                "berätta allt igen för någon som inte vet vem jag är.",
                "what_changed": "Rubriken, och att det är mötet som är poängen i stället för informationen.",
                "why_changed": "Nio deltagare sa att det viktiga är att slippa upprepa, inte själva uppgifterna.",
                "causes": (("Mötet är poängen i stället för informationen, och rubriken säger det.", True),),
                "shifts": ("relation", "coordinated"),
                "ties": (
                    ("h19", "w01", "w06", "w07", "s02-helped", "s27-helped"),
                    ("h13", "h17", "h18", "h20", "s01-scene", "s10-scene"),
                ),
                "areas": {"hold": "Den som har berättat ska inte också behöva föra det vidare."},
                "stories": (
                    "s01-scene",
                    "s02-scene",
                    "s02-helped",
                    "s10-scene",
                    "s13-helped",
                    "s20-scene",
                    "s27-scene",
                    "s27-helped",
                ),
                "story_quotes": ("s01-scene", "s02-scene", "s02-helped", "s13-helped", "s20-scene", "s27-scene"),
                "written": (5, 5),
                "published": (5, 7),
                "check": {
                    "held_on": (5, 28),
                    "how": "Upplästa för två grupper i Ekby, en med egen erfarenhet och en med närstående.",
                    "recognise": 11,
                    "partly": 7,
                    "not_recognise": 2,
                    "unknown": 0,
                    "lived_experience": 20,
                    "dissent": "Jag vill inte att allt ska följa med. På ett nytt ställe vill jag få vara någon annan "
                    "än min diagnos. Vi var två som sa det, och gruppen enades inte.",
                },
            },
            {
                "title": "Jag behöver bara berätta en gång",
                "statement": "Jag berättar min historia när jag orkar, för någon som tänker stanna. Den personen ser "
                "till att de andra vet det jag vill att de ska veta. När jag kommer till nästa ställe säger de: ”Vi "
                "vet varför du är här.”",
                "what_changed": "Hela berättelsen skrevs om. Orden ”det jag vill att de ska veta” lades till.",
                "why_changed": "Sju kände bara delvis igen sig i version 2. Tre närstående påminde om att man vill "
                "kunna välja vad som delas.",
                "causes": (
                    ("Hela berättelsen skrevs om, och ”det jag vill att de ska veta” lades till.", True),
                    ("Rubriken blev en mening som går att säga högt.", False),
                ),
                "easy_read": "Jag berättar en gång. Jag berättar när jag orkar. Jag berättar för en person som stannar "
                "hos mig.\nDen personen säger till de andra vad jag vill att de ska veta.\nNästa person jag möter vet "
                "varför jag kommer.",
                "shifts": ("relation", "co_creator", "coordinated"),
                "stories": ("s01-wish", "s10-wish", "s18-wish", "s34-scene"),
                "story_quotes": ("s01-wish", "s10-wish", "s18-wish"),
                "ties": (
                    ("h03", "h04", "h06", "h12", "h13", "w26", "s01-wish", "s10-wish", "s02-helped"),
                    ("h02", "h05", "h07", "h14", "h15", "h20", "w05", "w15", "s13-helped", "s18-wish"),
                    ("h17", "h18", "h19", "w01", "w03", "w06", "w07", "s01-scene", "s20-scene", "s27-helped"),
                ),
                "areas": {
                    "hold": "Den person som stannar ser till att de andra vet, så att jag slipper vara budbärare.",
                    "believed": "Det jag har sagt tas för sant även på nästa ställe.",
                },
                "written": (8, 25),
                "published": (9, 1),
                "check": {
                    "held_on": (9, 18),
                    "how": "Tre samtal i Norrdal, Västmark och Sjöland, ett för varje perspektiv. Åtta svarade på "
                    "papper.",
                    "recognise": 18,
                    "partly": 7,
                    "not_recognise": 6,
                    "unknown": 0,
                    "lived_experience": 24,
                    "dissent": "",
                },
                "tried": True,
                "validated": (9, 18),
                "adopted": (10, 1),
                "decider": "den gemensamma styrgruppen för de tre länen",
                "reason": "De flesta kände igen sig, och invändningen går att leva med om man själv väljer vad som "
                "delas.",
            },
        ),
    },
    {
        "slug": "jag-far-hjalp-med-allt-pa-samma-gang",
        "origin": "public_theme",
        "evidence": (
            "h18",
            "h29",
            "h30",
            "h31",
            "h32",
            "h33",
            "h34",
            "h35",
            "w02",
            "w07",
            "w08",
            "w09",
            "w17",
            "w22",
        ),
        "quotes": ("h29", "h31", "h32", "h35", "w02", "w07", "w17"),
        "versions": (
            {
                "title": "Jag får hjälp med allt på samma gång",
                "statement": "Jag får hjälp med hur jag mår och med beroendet, utan att det ena ska bli klart först. "
                "De som hjälper mig har pratat med varandra innan de pratar med mig.",
                "easy_read": "Jag får hjälp med ångesten och med drickandet samtidigt.\nDe som hjälper mig pratar med "
                "varandra först. Sedan pratar de med mig.",
                "level": "meso",
                "shifts": ("relation", "coordinated"),
                "stories": ("s03-scene", "s03-wish", "s08-helped", "s13-scene", "s30-scene", "s39-wish"),
                "story_quotes": ("s03-scene", "s03-wish", "s13-scene", "s30-scene", "s39-wish"),
                "ties": (
                    ("h29", "h30", "h31", "h35", "w17", "s03-scene", "s08-helped", "s13-scene", "s39-wish"),
                    ("h18", "h32", "h34", "w02", "w07", "w08", "s03-wish", "s30-scene"),
                ),
                "areas": {"hold": "De som hjälper har pratat med varandra, så att jag slipper hålla ihop det."},
                "written": (4, 14),
                "published": (4, 21),
                "check": {
                    "held_on": (6, 12),
                    "how": "Ett samtal i Ekby och ett på telefon för den som inte kunde komma.",
                    "recognise": 14,
                    "partly": 4,
                    "not_recognise": 1,
                    "unknown": 2,
                    "lived_experience": 15,
                    "dissent": "",
                },
                "validated": (6, 15),
            },
        ),
    },
    {
        "slug": "ingen-stanger-dorren-for-att-jag-mar-for-daligt",
        "origin": "public_theme",
        "evidence": ("h21", "h22", "h23", "h24", "h25", "h26", "h27", "h28", "w10", "w13", "w23", "w27"),
        "quotes": ("h21", "h23", "h25", "h26", "h28", "w10", "w23"),
        "versions": (
            {
                "title": "Ingen stänger dörren för att jag mår för dåligt",
                "statement": "Jag får komma in även när jag har druckit, är rädd eller kommer till fel ställe. Om jag "
                "uteblir frågar någon vad som hände. Jag går inte därifrån ensam med nästa telefonnummer.",
                "easy_read": "Jag får komma in fast jag har druckit eller är rädd.\nOm jag inte kommer frågar någon "
                "vad som har hänt.\nJag får sällskap till nästa ställe.",
                "level": "micro",
                "shifts": ("relation", "proactive"),
                "stories": (
                    "s04-scene",
                    "s06-scene",
                    "s07-wish",
                    "s16-wish",
                    "s22-scene",
                    "s28-wish",
                    "s34-scene",
                    "s38-scene",
                ),
                "story_quotes": ("s04-scene", "s07-wish", "s16-wish", "s22-scene"),
                "ties": (
                    ("h21", "h22", "h23", "h24", "w10", "w23", "s06-scene", "s07-wish"),
                    ("h25", "h26", "h27", "h28", "w27", "s04-scene", "s16-wish", "s22-scene", "s28-wish", "s38-scene"),
                    ("w13", "s34-scene"),
                ),
                "areas": {
                    "believed": "Jag får komma som jag är den dagen och behöver inte bevisa något först.",
                    "between": "Den som uteblir blir sökt. Det räknas som en del av hjälpen.",
                },
                "written": (10, 13),
                "published": (11, 3),
            },
        ),
    },
    {
        "slug": "de-som-star-mig-nara-far-vara-just-det",
        "origin": "invented",
        "evidence": ("h17", "h36", "h37", "h38", "h39", "h40", "w05", "w14", "w15", "w21"),
        "quotes": ("h17", "h37", "h39", "w05", "w14", "w21"),
        "versions": (
            {
                "title": "De som står mig nära får vara just det",
                "statement": "Min mamma är min mamma och inte min samordnare. Någon frågar hur hon mår, och hon vet "
                "vart hon kan vända sig. Jag bestämmer själv vad hon får veta om mig.",
                "easy_read": "Min mamma får vara min mamma.\nNågon frågar hur hon mår. Hon vet vem hon kan ringa.\n"
                "Jag bestämmer vad hon får veta.",
                "level": "micro",
                "shifts": ("relation", "co_creator"),
                "stories": ("s09-wish", "s18-before", "s21-scene", "s23-helped", "s25-wish"),
                "story_quotes": ("s09-wish", "s18-before", "s21-scene", "s23-helped", "s25-wish"),
                "ties": (
                    ("h17", "h39", "w15", "s18-before"),
                    ("h36", "h38", "h40", "w14", "w21", "s21-scene", "s23-helped", "s25-wish"),
                    ("h37", "w05", "s09-wish"),
                ),
                "areas": {"hold": "Den som står nära är inte den som ska samordna."},
                "written": (10, 20),
                "published": (11, 10),
            },
        ),
    },
    {
        "slug": "nagon-hor-av-sig-nar-jag-blir-tyst",
        "origin": "invented",
        "evidence": ("h41", "h42", "h43", "h44", "h45", "w11", "w13", "w16"),
        "quotes": ("h42", "h43", "h45", "w11"),
        "versions": (
            {
                "title": "Någon hör av sig när jag blir tyst",
                "statement": "Det som händer mellan besöken räknas också. Om jag försvinner hör någon av sig, och det "
                "finns en röst att ringa till även när det är kväll.",
                "level": "meso",
                "shifts": ("proactive",),
                "stories": ("s19-scene", "s21-wish", "s29-after"),
                "story_quotes": ("s21-wish", "s29-after"),
                "areas": {"between": "Det är där den här målbilden hör hemma: i det som händer däremellan."},
                "written": (11, 17),
            },
        ),
    },
)
