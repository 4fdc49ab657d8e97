"""The example lab's frame: question, principals, actors, ongoing work, words, people with a log-in."""

LAB = {
    "name": "Vård som hänger ihop vid samsjuklighet",
    "slug": "vard-som-hanger-ihop",
    "question": "Vad behöver hänga ihop för den som har både psykisk ohälsa och ett beroende?",
    "purpose": (
        "Att personer med egen erfarenhet, närstående, personal och beslutsfattare i tre län tillsammans beskriver "
        "vad vården och stödet ska leda till, och vad som står i vägen."
    ),
    "people": "Personer med både psykisk ohälsa och skadligt bruk eller beroende, och de som står dem nära",
    "decider": "De tre regionernas och kommunernas gemensamma styrgrupp",
    "open_scope": "Vad som ska förändras först, hur målbilderna formuleras och hur arbetet följs upp.",
    "closed_scope": "Att region och kommun arbetar tillsammans. Budgeten för i år är beslutad.",
    "nobody_here": "Vilken huvudman som har ansvaret enligt lag. Det bestämmer riksdagen.",
    "level": "meso",
}
PRINCIPALS = (
    ("Region Norrdal", "region"),
    ("Region Västmark", "region"),
    ("Region Sjöland", "region"),
    ("Ekby kommun", "municipality"),
    ("Alnö stads kommun", "municipality"),
    ("Sundviks kommun", "municipality"),
)
OTHERS = (
    ("Exempelutredningen om samordnade insatser", "inquiry"),
    ("Kamratföreningen Bron", "civil_society"),
    ("Närståendeföreningen Hamnen", "civil_society"),
)
ACTORS = (
    ("Grannen", "Märker när lampan inte släcks och knackar på", "person", "named"),
    ("Närstående", "Håller reda på tider, papper och lugn", "person", "joined"),
    ("Arbetsgivaren", "Ger en anledning att gå upp", "person", "invited"),
    ("Kamratföreningen Bron", "Har öppet på kvällen och frågar inte efter remiss", "civil_society", "joined"),
    ("Närståendeföreningen Hamnen", "Stöttar den som stöttar", "civil_society", "joined"),
    ("Vårdcentralen Exemplet", "Är första dörren och skriver remisser", "region", "joined"),
    ("Psykiatrisk mottagning", "Behandlar psykisk sjukdom", "region", "joined"),
    ("Beroendemottagningen", "Behandlar beroende och ger läkemedel", "region", "joined"),
    ("Socialtjänsten i Ekby", "Ger boendestöd och behandling enligt socialtjänstlagen", "municipality", "joined"),
    ("Boendestödet", "Är hemma hos personen varje vecka", "municipality", "joined"),
    ("Försäkringskassan", "Avgör om det går att leva på", "state", "invited"),
    ("Arbetsförmedlingen", "Prövar vägar tillbaka till arbete", "state", "declined"),
    ("Kriminalvården", "Möter personen vid frigivning", "state", "invited"),
)
INITIATIVES = (
    ("Gemensam mottagning på prov", "Region Norrdal och Ekby kommun", "2025–2027", "ongoing",
     "Två kvällar i veckan. Saknar ännu läkare på plats."),
    ("Översyn av samordnad individuell plan", "Region Västmark", "2026", "ongoing",
     "Ser på hur planen används, inte bara hur många som finns."),
    ("Brukarrevision av beroendevården", "Kamratföreningen Bron", "Hösten 2025", "ended",
     "Rapporten finns. Tre av sju förslag har fått svar."),
    ("Nytt journalsystem", "Region Sjöland", "2026–2028", "planned", "Kommunen är inte med i upphandlingen."),
    ("Utbildning i lågaffektivt bemötande", "Alnö stads kommun", "", "unknown", ""),
)  # fmt: skip
CONCEPTS = (
    ("Samsjuklighet", "Psykisk ohälsa och skadligt bruk eller beroende hos samma person, samtidigt.", "Labbet"),
    ("Målbild", "Vad personer med egen erfarenhet önskar att vården leder till, i deras eget perspektiv.", "Labbet"),
    ("Mellanrum", "Tiden eller glappet mellan två verksamheter där en person väntar, faller eller börjar om.", "Labbet"),
    ("Fast kontakt", "En namngiven person som följer med hela vägen.", "Deltagarna i mars"),
    ("Fast kontakt", "Den som är utsedd i journalen.", "Psykiatrisk mottagning"),
    ("Samordnad individuell plan (SIP)", "En plan som region och kommun gör tillsammans med personen.", "Labbet"),
    ("Nykter", "", ""),
)
PASSWORD = "visa-vagen-2026"  # noqa: S105  (printed by the example site; the site refuses it in production)
LOGINS = (
    ("Processledare", "processledare@halsolabb.example", "Mira", "Processledare", "", ("facilitator",)),
    ("Utredningssekreterare", "utredning@halsolabb.example", "Ulla", "Utredningssekreterare", "", ("listener",)),
    ("Redaktör på SKR", "redaktor@halsolabb.example", "Rut", "Redaktör", "editor", ("editor",)),
    ("Labbansvarig", "labbansvarig@halsolabb.example", "Lo", "Labbansvarig", "", ("lead",)),
    ("Systemförvaltare", "forvaltare@halsolabb.example", "Sam", "Systemförvaltare", "administrator", ()),
)
