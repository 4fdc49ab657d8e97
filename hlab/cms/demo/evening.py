"""The example's evening of maps in October: six people and their own ways, a few things each. Invented, every word."""

WORKSHOP = {
    "title": "Kartkväll: min väg till hjälp",
    "place": "Kamratföreningen Brons lokal i Ekby",
    "welcome": "Du ritar din egen väg, så kort eller lång du vill. Det du skriver är ditt tills vi visar det tillsammans.",
    "support_person": "Mira vid kaffet, hon har rosa tröja",
}
STEP_TITLE = "Rita din väg, från första tecknet till i dag"
PHASES = ("Innan", "Söker hjälp", "Nu")
# (perspective, lets be quoted, ((words, marks), …)): marks as on a card of one's own way.
WAYS = (
    ("lived", True, (
        ("Slutade öppna posten", {"phase": 1, "feeling": -1, "word": "tired"}),
        ("Ringde vårdcentralen en tisdag", {"phase": 2, "feeling": 1, "word": "hopeful", "who": "Vårdcentralen",
         "who_kind": "region", "gap_days": 38, "gap_words": "fem veckor", "gap_kind": "wait", "gap_carried": "person"}),
        ("Första samtalet på öppenvården", {"phase": 2, "feeling": -1, "word": "wary", "who": "Öppenvården",
         "who_kind": "region", "gap_words": "en vecka", "gap_kind": "continuity", "gap_carried": "service"}),
        ("Har en som ringer mig på måndagar", {"phase": 3, "feeling": 2, "word": "safe", "who": "Fast kontakt",
         "who_kind": "region"}),
    )),
    ("lived", False, (
        ("Sov på soffor", {"phase": 1, "feeling": -2, "word": "alone"}),
        ("Gick till socialkontoret", {"phase": 2, "feeling": 0, "word": "wary", "who": "Socialkontoret",
         "who_kind": "municipality", "gap_words": "två månader", "gap_days": 60, "gap_kind": "responsibility",
         "gap_carried": "relative"}),
        ("Fick en plan med två namn", {"phase": 3, "feeling": 1, "word": "relieved", "who": "Psykiatrin",
         "who_kind": "region"}),
    )),
    ("relative", True, (
        ("Märkte att hon slutade svara", {"phase": 1, "feeling": -1, "word": "worried"}),
        ("Ringde runt i tre dagar", {"phase": 2, "feeling": -2, "word": "tired", "who": "Växeln", "who_kind": "region",
         "gap_words": "tre veckor", "gap_days": 21, "gap_kind": "burden", "gap_carried": "relative"}),
        ("Någon frågade hur jag hade det", {"phase": 3, "feeling": 2, "word": "heard", "who": "Anhörigkonsulenten",
         "who_kind": "municipality"}),
    )),
    ("lived", True, (
        ("Drack för att kunna jobba", {"phase": 1, "feeling": -1, "word": "ashamed"}),
        ("Akuten en lördag", {"phase": 2, "feeling": -2, "word": "rejected", "who": "Akuten", "who_kind": "region",
         "gap_words": "till måndag", "gap_days": 2, "gap_kind": "access", "gap_carried": "nobody"}),
        ("Kvällarna här på Bron", {"phase": 3, "feeling": 2, "word": "calm", "who": "Bron",
         "who_kind": "civil_society"}),
    )),
    ("lived", False, (
        ("Flyttade till länet", {"phase": 1, "feeling": 0}),
        ("Fick börja om från noll", {"phase": 2, "feeling": -2, "word": "given_up", "who": "Mottagningen",
         "who_kind": "region", "gap_words": "ett halvår", "gap_days": 180, "gap_kind": "relapse",
         "gap_carried": "person"}),
        ("Boendestödet tre dagar i veckan", {"phase": 3, "feeling": 1, "who": "Boendestödet",
         "who_kind": "municipality"}),
    )),
    ("relative", False, (
        ("Hämtade honom på parkeringen", {"phase": 1, "feeling": -1}),
        ("Satt med på ett planeringsmöte", {"phase": 2, "feeling": 1, "word": "heard", "who": "Socialtjänsten",
         "who_kind": "municipality"}),
    )),
)  # fmt: skip
# Of whom the lab made a map of its own: (person, title, question, what they are called, what they said of it).
MAPS = (
    (1, "Posten och måndagarna", "Vad gjorde att det vände?", "Den som berättar", "yes"),
    (4, "Lördagen på akuten", "Vad fanns att gå till mellan lördag och måndag?", "Den som berättar", ""),
)
REMEDY = {
    "kind": "wait", "from_kind": "region", "to_kind": "region", "county": "",
    "what": "Vårdcentralen ringer varje vecka medan remissen väntar",
}  # fmt: skip
# (journey, title of the step or gap, målbild, why)
LINKS = (
    ("norrdal", "Första besöket i psykiatrin", "jag-behover-bara-beratta-en-gang",
     "Här berättar Alex allt för tredje gången, för någon som inte läst det förra."),
    ("norrdal", "Ingen tar över", "jag-behover-bara-beratta-en-gang",
     "I mellanrummet är det systern som bär berättelsen mellan kontoren."),
    ("norrdal", "För sjuk för att komma, utskriven för att ha uteblivit",
     "ingen-stanger-dorren-for-att-jag-mar-for-daligt", "Det är just den dörren som stängs."),
    ("vastmark", "Gemensam bedömning", "jag-far-hjalp-med-allt-pa-samma-gang",
     "Så ser det ut när det fungerar: båda vid samma bord."),
)  # fmt: skip
