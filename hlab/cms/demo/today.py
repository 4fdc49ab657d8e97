"""The session that goes on: what stands in the way? All of it is invented."""

JOIN_CODE = "BJÖRK 27"
WORKSHOP = {
    "title": "Vad står i vägen för vård som hänger ihop?",
    "place": "Regionens hus i Norrdal och på distans",
    "welcome": (
        "Välkommen. I dag letar vi hinder bakom scenen, inte fel hos den som står på den. Du kan pausa, hoppa över "
        "och gå när du vill."
    ),
    "support_person": "Mira i rummet, hon har rosa tröja",
}
# (kind, title, prompt, minutes, number of the step it works on)
STEPS = (
    ("brainstorm", "Varför är du här i dag?", "En mening räcker. Skriv inte andras namn.", 10, None),
    ("brainstorm", "Vad står i vägen, framför allt bakom scenen?",
     "Målbilden lyder: ”Jag behöver bara berätta en gång.” Vad i styrning, ledning och organisation hindrar det i dag?",
     15, None),
    ("cluster", "Vilka hinder hör ihop?", "Läs högt för varandra. Flytta tills ni är överens.", 25, 2),
    ("dot_vote", "Vilket hinder ska vi börja med?", "Tre prickar var. Ett underlag, inte ett beslut.", 10, 3),
    ("brainstorm", "Vem kan göra något, och vad?", "Gärna något som går att börja med redan nu.", 20, None),
)  # fmt: skip
PERSPECTIVES = (
    "lived", "lived", "lived", "lived", "relative", "relative", "staff", "staff", "staff", "staff", "staff",
    "manager", "manager", "elected", "elected",
)  # fmt: skip
NO_QUOTE = {3, 6, 10}
READY = (1, 2, 5, 7, 8, 9, 11, 12)

# (person, text)
WHY_HERE = (
    (1, "För att jag lovade mig själv att ingen annan ska behöva sitta i den där korridoren."),
    (3, "Jag är nyfiken. Och lite rädd."),
    (5, "Min son orkar inte, så jag är här åt oss båda."),
    (7, "Jag är trött på att säga nej."),
    (8, "Min chef skickade mig. Nu är jag glad för det."),
    (9, "Jag vill träffa dem jag bara har hört i telefon."),
    (12, "För att mina siffror ser bra ut och ändå inte stämmer."),
    (14, "Jag är här för att lyssna. Säg till om jag börjar hålla tal."),
)
# (person, text, why a facilitator has not let it through)
NOTES = (
    (1, "Man ska vara lagom sjuk. För sjuk för den ena, för frisk för den andra.", ""),
    (2, "Ingen vet vem som får utse en fast kontakt. Alltså gör ingen det.", ""),
    (3, "Jag orkar inte leva så här en vinter till.", "distress"),
    (4, "Doktor Berglind lyssnade inte och sa åt mig att komma tillbaka nykter.", "personal"),
    (5, "Vi närstående får ansvaret men inga uppgifter.", ""),
    (6, "Sekretessen används som skäl även när personen har sagt ja.", ""),
    (7, "Två huvudmän, två journaler och inget gemensamt samtycke.", ""),
    (8, "Ersättningen följer besöket, inte samtalet mellan besöken.", ""),
    (9, "Jag får inte boka en tid hos kommunen åt min patient. Jag får be patienten ringa.", ""),
    (10, "Vi har olika ord för samma sak, och samma ord för olika saker.", ""),
    (11, "Allt hänger på två personer. När de har semester stannar det.", ""),
    (12, "Jag rapporterar till tre system. Inget av dem frågar hur det gick.", ""),
    (13, "Projektpengar. Det som fungerar tar slut i december varje år.", ""),
    (14, "Vi politiker beslutar om delar och ser sällan helheten. Det är vårt eget fel.", ""),
)
