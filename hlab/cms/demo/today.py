"""The session that goes on: what stands in the way? All of it is invented."""

WORKSHOP = {
    "title": "Vad står i vägen för vård som hänger ihop?",
    "place": "Norrdal",
    "welcome": "Välkommen. Ta en kaffe. Vi börjar snart, och du får skriva i lugn och ro.",
    "support_person": "Mira i rummet, hon har rosa tröja",
}
STEPS = (
    ("brainstorm", "Vad står i vägen?", "Om det här är vad människor önskar: vad hindrar det i dag?", 20, None),
    ("cluster", "Vilka hinder hör ihop?", "", 25, 1),
    ("dot_vote", "Vilket hinder ska vi börja med?", "", 10, 2),
    ("brainstorm", "Vem kan göra något, och vad?", "Gärna något som går att börja med redan nu.", 20, None),
    ("brainstorm", "Vad ser du nu som du inte såg i morse?", "En tanke räcker.", 10, None),
)
PERSPECTIVES = (
    "lived", "lived", "lived", "lived", "relative", "relative", "relative", "staff", "staff", "staff", "staff",
    "manager", "manager", "elected", "elected",
)  # fmt: skip
READY = 12
# (person, text, hold)
NOTES = (
    (1, "Två huvudmän, två journaler och inget gemensamt samtycke.", ""),
    (2, "Man måste vara lagom sjuk.", ""),
    (3, "Ingen vet vem som får utse en fast kontakt.", ""),
    (4, "Jag orkar inte leva så här en vinter till.", "distress"),
    (5, "Vi närstående får ansvar men inga uppgifter.", ""),
    (6, "Doktor Berglund lyssnade inte och bad mig komma tillbaka en annan dag.", "personal"),
    (7, "Allt stannar när någon är på semester.", ""),
    (8, "Ersättningen följer besöket, inte samtalet mellan besöken.", ""),
    (9, "Jag får inte boka tid hos kommunen åt min patient.", ""),
    (10, "Sekretessen används som skäl även när personen har sagt ja.", ""),
    (11, "Vi har olika ord för samma sak.", ""),
    (12, "Jag rapporterar till tre system som inte frågar hur det gick.", ""),
    (14, "Vi beslutar om delar och ser aldrig helheten.", ""),
)
