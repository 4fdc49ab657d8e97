"""The example lab's frame: question, principals, actors, ongoing work, words, people with a log-in.

Regions and municipalities are made up, because they meet invented numbers. State agencies stand in the actor map
with what they do in general; nothing is said about what they answered.
"""

LAB = {
    "name": "Vård som hänger ihop vid samsjuklighet",
    "slug": "vard-som-hanger-ihop",
    "question": "Vad ska vården och stödet leda till för den som har både psykisk ohälsa och ett beroende?",
    "purpose": (
        "Personer med egen erfarenhet, närstående, personal, chefer och förtroendevalda i tre län beskriver "
        "tillsammans vad vården och stödet ska leda till, och letar efter det som står i vägen. Det de kommer fram "
        "till ska gå att följa hela vägen till beslut."
    ),
    "people": "Personer med både psykisk ohälsa och skadligt bruk eller beroende, och de som står dem nära",
    "decider": "Den gemensamma styrgruppen för Region Norrdal, Region Västmark och Region Sjöland",
    "open_scope": (
        "Hur målbilderna ska lyda. Vilka hinder som ska bort först. Vad vi prövar i vardagen och hur vi följer upp det."
    ),
    "closed_scope": (
        "Att region och kommun gör arbetet tillsammans. Årets budget. Att alla tre länen använder samma målbilder."
    ),
    "nobody_here": "Vem som har ansvaret enligt lag, och vad sekretesslagen säger. Det bestämmer riksdagen.",
    "level": "meso",
}
DECISION_BY = (2027, 2, 15)
PRINCIPALS = (
    ("Region Norrdal", "region"),
    ("Region Västmark", "region"),
    ("Region Sjöland", "region"),
    ("Ekby kommun", "municipality"),
    ("Exempelby kommun", "municipality"),
    ("Lövvika kommun", "municipality"),
    ("Strandhults kommun", "municipality"),
)
# What people with a log-in, and actors in the map, belong to. Name by which the rest refers to it: kind.
OTHERS = {
    "Exempelutredningen om sammanhållen hjälp": "inquiry",
    "Nationell samordning för kommuner och regioner (exempel)": "other",
    "Kamratföreningen Bron": "civil_society",
    "Närståendeföreningen Hamnen": "civil_society",
}
# (name, what it does for the person, kind, status, organisation or "")
ACTORS = (
    ("Grannen", "Märker när lampan inte släcks och knackar på", "person", "named", ""),
    ("Närstående", "Håller reda på tider, papper och lugn", "person", "joined", ""),
    ("Arbetsgivaren", "Ger en anledning att gå upp och låter behandling ta tid", "person", "invited", ""),
    (
        "Kamratföreningen Bron",
        "Har öppet på kvällen och frågar inte efter remiss",
        "civil_society",
        "joined",
        "Kamratföreningen Bron",
    ),
    (
        "Närståendeföreningen Hamnen",
        "Stöttar den som stöttar",
        "civil_society",
        "joined",
        "Närståendeföreningen Hamnen",
    ),
    ("Vårdcentralen Exemplet", "Är den första dörren och skriver remisser", "region", "joined", "Region Norrdal"),
    ("Psykiatrisk öppenvård", "Utreder och behandlar hur personen mår", "region", "joined", "Region Norrdal"),
    ("Beroendemottagningen", "Hjälper med suget, med samtal och läkemedel", "region", "joined", "Region Västmark"),
    ("Socialtjänsten", "Ger stöd och behandling, och ser till barnen", "municipality", "joined", "Ekby kommun"),
    ("Boendestödet", "Är hemma hos personen flera gånger i veckan", "municipality", "joined", "Exempelby kommun"),
    ("Försäkringskassan", "Avgör om det går att vara sjuk och ändå betala hyran", "state", "invited", ""),
    ("Arbetsförmedlingen", "Prövar vägar tillbaka till arbete", "state", "named", ""),
    ("Hyresvärden", "Kan ringa i tid, eller säga upp", "private", "declined", ""),
)
# (what, who runs it, when, state, what the lab must know)
INITIATIVES = (
    ("Gemensam kvällsmottagning på prov", "Region Norrdal och Ekby kommun", "2025–2027", "ongoing",
     "Två kvällar i veckan. Saknar ännu läkare på plats. Pengarna räcker till juni 2027."),
    ("Översyn av samordnad individuell plan", "Region Västmark", "2026", "ongoing",
     "Ser på hur planen används, inte bara på hur många som skrivs."),
    ("Egenerfarna granskar beroendevården", "Kamratföreningen Bron", "Hösten 2025", "ended",
     "Rapporten finns. Tre av sju förslag har fått svar."),
    ("Nytt journalsystem", "Region Sjöland", "2026–2028", "planned",
     "Kommunerna är inte med i upphandlingen. Vi vet inte om det går att ändra."),
    ("Anhörigkonsulenter i alla kommuner", "Lövvika kommun för alla fyra", "", "unknown",
     "Två kommuner har en tjänst. Vi vet inte hur det går i de andra två."),
)  # fmt: skip
# (term, definition or "" when no definition is shared, who uses the word so)
CONCEPTS = (
    ("Samsjuklighet", "Psykisk ohälsa och skadligt bruk eller beroende hos samma person, samtidigt.", "Exempellabbet"),
    ("Målbild", "Det som personer med egen erfarenhet önskar att vården leder till, med deras egna ord.",
     "Exempellabbet"),
    ("Mellanrum", "Tiden eller glappet mellan två verksamheter, där en person väntar, faller eller får börja om.",
     "Exempellabbet"),
    ("Bro", "Något som fungerade över en gräns. Räknas lika mycket som ett mellanrum.", "Exempellabbet"),
    ("Fast kontakt", "Någon med ett namn som följer med hela vägen, även till nästa ställe.", "Deltagarna i mars (exempel)"),
    ("Fast kontakt", "Den som är utsedd i journalen på vår mottagning.", "Psykiatrisk öppenvård (exempel)"),
    ("Samordnad individuell plan (SIP)", "En plan som region och kommun gör tillsammans med personen.",
     "Exempellabbet"),
    ("Nykter", "", "Exempellabbet"),
)  # fmt: skip
# How to reach those who run the example site: a reserved domain, a telephone number kept for fiction.
OPERATOR = {
    "name": "Samverkan Norrdal, Västmark och Sjöland (exempel)",
    "email": "hej@halsolabb.example",
    "phone": "070-174 06 05",
    "phone_hours": "Vardagar 9–11",
    "address": "Exempelgatan 1\n123 45 Exempelby",
}
PASSWORD = "visa-vagen-2026"  # noqa: S105  (only for the embedded example site; elsewhere nobody gets a password)
# (role as printed, e-mail, first name, last name, organisation, site role, roles in the lab)
LOGINS = (
    ("Processledare", "processledare@halsolabb.example", "Amina", "Processledare", "Region Norrdal", "",
     ("facilitator",)),
    ("Utredningssekreterare", "utredning@halsolabb.example", "Ulla", "Utredningssekreterare",
     "Exempelutredningen om sammanhållen hjälp", "", ("listener", "analyst", "editor")),
    ("Redaktör på SKR", "redaktor@halsolabb.example", "Rut", "Redaktör",
     "Nationell samordning för kommuner och regioner (exempel)", "editor", ("editor",)),
    ("Labbansvarig", "labbansvarig@halsolabb.example", "Lo", "Labbansvarig", "Region Norrdal", "", ("lead",)),
    ("Systemförvaltare", "forvaltare@halsolabb.example", "Sam", "Systemförvaltare", "Region Norrdal", "administrator",
     ()),
    ("Analytiker", "analytiker@halsolabb.example", "Alva", "Analytiker", "Region Västmark", "", ("analyst",)),
)  # fmt: skip
PRINTED = 3  # of the log-ins, when the embedded site starts; the others are for whoever wants to look further
FACILITATOR, EDITOR, LEAD, ANALYST = (LOGINS[n][1] for n in (0, 2, 3, 5))
# What the person behind the first notes has written down; the receipt story of the README begins with it.
RECEIPT_CODE = "LÖNN SJÖ 4827"
