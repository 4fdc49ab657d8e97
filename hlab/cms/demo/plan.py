"""An action plan held against the målbilder, as two groups and its owners judged it. All of it is invented."""

PLAN = {
    "title": "Gemensam handlingsplan för psykisk hälsa 2026–2028 (exempel)",
    "owner": "Region Norrdal och Ekby kommun",
    "period": "2026–2028",
}
SHEET = """nr;insats;beskrivning;ansvarig;när;mål
1;Gemensam kvällsmottagning två kvällar i veckan;Region och kommun delar lokal och schema.;Region Norrdal och Ekby kommun;2026–2027;Fler kommer in fast det är kväll
2;Namngiven fast kontakt för alla som har två eller fler vårdgivare;Kontakten utses vid första mötet och skrivs på ett kort som personen får.;Psykiatrisk öppenvård;2026;Alla vet vem de ska ringa
3;Utbildning i bemötande för alla nyanställda;En halvdag, tillsammans med egenerfarna.;Kommunens HR;2026–2028;Färre vänder i dörren
4;Ny rutin för uteblivna besök;Ring samma dag, sök upp inom en vecka. Ingen avslutas för att hen uteblir.;Öppenvården;2026;Ingen faller bort i det tysta
5;Digital självanmälan;Formulär på nätet som ersätter telefonkön.;Regionens IT;2027;Kortare kö
6;Samlokalisering av stab och ledning;Förvaltningarnas staber flyttar ihop.;Förvaltningscheferna;2027;Kortare beslutsvägar
7;Anhörigstöd i alla fyra kommuner;En konsulent, med egen telefontid.;Ekby kommun för alla;2026–2028;Närstående får eget stöd
8;Gemensam bedömning vid samsjuklighet;Psykiatri, beroende och socialtjänst bedömer vid samma bord.;Region Norrdal;2026;En bedömning i stället för tre
9;Uppföljning av antal besök per mottagning;Månadsvis till nämnden.;Ekonomi;2026–2028;Ordning och reda
"""
# (label, perspective, owns the plan, people)
GROUPS = (
    ("Planens styrgrupp", "manager", True, 5),
    ("Kamratföreningen Bron och Närståendeföreningen Hamnen", "lived", False, 9),
    ("Medarbetare på golvet, båda huvudmännen", "staff", False, 7),
)
ONCE, BOTH, DOOR, NEAR = (
    "jag-behover-bara-beratta-en-gang", "jag-far-hjalp-med-allt-pa-samma-gang",
    "ingen-stanger-dorren-for-att-jag-mar-for-daligt", "de-som-star-mig-nara-far-vara-just-det",
)  # fmt: skip
# {(action number, målbild): ((answer, why) per group in GROUPS, None where the group did not judge)}
JUDGED = {
    (1, BOTH): (("clear", "Samma kväll, samma hus."), ("partly", "Bra de två kvällarna. Resten av veckan är det som förut."), ("partly", "Läkare saknas ännu på plats.")),
    (1, DOOR): (("clear", "Öppet när det behövs."), ("clear", "Dit vågar man gå fast det är en dålig dag."), ("clear", "Vi frågar inte efter remiss.")),
    (2, ONCE): (("clear", "En person håller i."), ("clear", "Någon vet vem jag är."), ("partly", "Kräver tid i schemat, och den finns inte ännu.")),
    (2, NEAR): (("partly", "Avlastar också familjen."), ("partly", "Om kontakten också får prata med mamma."), None),
    (3, DOOR): (("partly", "Bättre bemötande ger fler vägar in."), ("partly", "En halvdag räcker inte långt, men vi får vara med och hålla i den."), ("partly", "Nyanställda är inte problemet.")),
    (4, DOOR): (("clear", "Ingen avslutas längre för att hen uteblir."), ("clear", "Det är precis det vi bad om."), ("partly", "Vem gör det när den som ringer är sjuk?")),
    (5, ONCE): (("clear", "Personen skriver en gång, på nätet."), ("against", "Då måste jag skriva allt igen, ensam, i ett formulär."), ("none", "Samma frågor kommer ändå på mötet.")),
    (5, DOOR): (("partly", "Kortare kö."), ("against", "Den som inte har e-legitimation kommer inte in alls."), ("unknown", "Vi har inte fått se den.")),
    (6, BOTH): (("partly", "Kortare beslutsvägar kommer personen till del."), ("none", "Vi märker inte var staben sitter."), ("none", "Påverkar inte mötet.")),
    (7, NEAR): (("clear", "Eget stöd till den som stöttar."), ("clear", "Någon frågar hur jag har det."), ("clear", "Vi har någon att hänvisa till.")),
    (8, BOTH): (("clear", "En bedömning i stället för tre."), ("clear", "Jag slipper vänta på att de ska bli överens."), ("clear", "Det har prövats en gång och fungerade.")),
    (8, ONCE): (("clear", "Personen berättar en gång, för alla."), ("partly", "Bra, om jag får välja vilka som sitter där."), None),
    (9, BOTH): (("unknown", "Uppföljningen är neutral."), ("against", "Det som räknas är besök. Då blir det besök."), ("none", "Siffrorna säger inget om hur det gick.")),
}  # fmt: skip
