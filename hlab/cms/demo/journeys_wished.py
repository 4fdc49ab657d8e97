"""The example's journeys as they were meant to be, and as they could be; and one person's own. See `journeys_today`."""

from hlab.cms.demo.journeys_today import ALEX, SISTER, voices
from journeys.analysis.document import Actor, Document, Gap, Phase, Step

_REGION = "Region Norrdal"
PLANNED = Document(
    "Så är det tänkt: vägen till hjälp",
    "Vad säger rutinerna ska hända, och inom hur många dagar?",
    "planned",
    "Alex",
    about="Vägen som den står i länets rutiner. Ingen har gått den så.",
    place="Region Norrdal och Ekby kommun",
    actors=(
        ALEX,
        Actor("vc", "Vårdcentralen Exemplet", "region", _REGION),
        Actor("psyk", "Psykiatrisk öppenvård", "region", _REGION),
        Actor("soc", "Socialtjänsten", "municipality", "Ekby kommun"),
    ),
    phases=(
        Phase("p1", "Söker hjälp", (
            Step("s1", "Ringer vårdcentralen", ("alex", "vc"), channel="phone", grade="assumed", from_day=0,
                 cells={"front": "Bedöms samma dag.", "back": "En remiss skrivs.", "support": "Remissmall."}),
        )),
        Phase("p2", "Bedöms", (
            Step("s2", "Första besöket i psykiatrin", ("alex", "psyk"), channel="meeting", grade="assumed", from_day=14,
                 cells={"front": "Läkare och psykolog.", "back": "Utredning inom fyra veckor."}),
        )),
        Phase("p3", "Får stöd", (
            Step("s3", "SIP-möte och fast kontakt", ("alex", "soc", "psyk"), channel="meeting", grade="assumed",
                 from_day=21, cells={"front": "Alla runt samma bord.", "back": "Kallas av den som ser behovet."}),
        )),
    ),
    gaps=(
        Gap("g1", "s1", "wait", "Remissen är på väg", before="s2", days_planned=14, from_actor="vc", to_actor="psyk",
            carried_by="service", named_contact="used", grade="assumed"),
        Gap("g2", "s2", "handover", "Kallelse till SIP", before="s3", days_planned=7, from_actor="psyk",
            to_actor="soc", carried_by="service", sip="used", grade="assumed"),
    ),
)  # fmt: skip

TO_BE = Document(
    "Alex väg, så skulle det kunna bli",
    "Hur ser vägen ut om någon håller ihop den från första samtalet?",
    "to_be",
    "Alex",
    about="Ritad tillsammans av deltagare och personal i maj. En bild att pröva, inget är beslutat.",
    place="Region Norrdal och Ekby kommun",
    actors=(
        ALEX,
        SISTER,
        Actor("vc", "Vårdcentralen Exemplet", "region", _REGION),
        Actor("psyk", "Psykiatrisk öppenvård", "region", _REGION),
        Actor("soc", "Socialtjänsten", "municipality", "Ekby kommun"),
        Actor("bron", "Kamratföreningen Bron", "civil_society", "Kamratföreningen Bron"),
    ),
    phases=(
        Phase("p1", "Söker hjälp", (
            Step("s1", "Ringer vårdcentralen", ("alex", "vc"), channel="phone", feeling=1, word="hopeful",
                 grade="assumed", who_did="person", from_day=0,
                 cells={
                     "person": "Berättar en gång, och får välja vad som skrivs.",
                     "front": "Sjuksköterskan läser upp det hon har skrivit och frågar om det är Alex ord.",
                     "back": "En gemensam inkorg för psykiatri, beroendevård och socialtjänst.",
                     "support": "En mall för båda behoven.",
                     "idea": "Två namn redan här.",
                 }),
        )),
        Phase("p2", "Vägen hålls ihop", (
            Step("s2", "Gemensam bedömning", ("alex", "sister", "psyk", "soc"), channel="meeting", feeling=1,
                 word="heard", grade="assumed", who_did="together", from_day=10,
                 cells={
                     "person": "Bestämmer vilka som sitter runt bordet.",
                     "front": "Alla vid samma bord. Ingen blåser i något först.",
                     "back": "Båda huvudmännen har tid avsatt varje vecka.",
                     "support": "Samtal mellan huvudmän räknas som arbete.",
                 }),
            Step("s3", "Någon hör av sig", ("alex", "bron"), channel="phone", feeling=1, word="safe", grade="assumed",
                 who_did="service", from_day=17,
                 cells={
                     "person": "Blir uppringd när det blir tyst.",
                     "front": "Fast kontakt ringer, eller Bron om Alex har valt det.",
                     "back": "En missad tid blir ett besök och inte ett brev.",
                     "support": "Att leta efter den som uteblir räknas.",
                 }),
        )),
        Phase("p3", "Vardagen", (
            Step("s4", "SIP-möte och fast kontakt", ("alex", "sister", "soc", "psyk"), channel="meeting", feeling=2,
                 word="relieved", grade="assumed", moment="best", who_did="together", from_day=21,
                 cells={
                     "person": "Äger kalendern.",
                     "front": "En plan. En enda.",
                     "back": "Överlämningen är ett möte.",
                     "support": "Gemensam plan som alla ser.",
                 }),
        )),
    ),
    gaps=(
        Gap("g1", "s1", "wait", "Väntan, med någon i andra änden", before="s2", days_planned=10, from_actor="vc",
            to_actor="psyk", carried_by="service", named_contact="used", feeling=0, word="calm",
            bridge="Ett samtal i veckan om hur långt det är kvar.", grade="assumed"),
    ),
)  # fmt: skip

OWN_PERSON = 4
OWN = Document(
    "Två onsdagar",
    "Vad hände när jag inte kom, och vad hade hjälpt?",
    "told",
    "Jag",
    place="Region Norrdal",
    actors=(
        Actor("me", "Jag", "person", is_person=True),
        Actor("psyk", "Öppenvården", "region", _REGION),
    ),
    phases=(
        Phase("p1", "Före", (
            Step("s1", "Kom inte upp på två onsdagar", ("me", "psyk"), channel="none", feeling=-1, word="tired",
                 grade="told", cells={"person": "Låg kvar. Hörde telefonen men inte vem det var."},
                 voices=voices("s04-scene", quote="s04-scene")),
        )),
        Phase("p2", "Efter", (
            Step("s2", "Brev om att vara utskriven", ("me", "psyk"), channel="letter", feeling=-2, word="rejected",
                 grade="told", moment="worst",
                 cells={"front": "Välkommen att söka igen, med ny remiss.",
                        "back": "Efter två missade besök räknas platsen som tom."},
                 voices=voices("s04-scene")),
            Step("s3", "Sökte igen", ("me", "psyk"), channel="phone", feeling=0, word="wary", grade="told",
                 moment="best", who_did="person", wanted="no",
                 cells={"person": "Fjorton månader senare.", "idea": "Ring på tredje onsdagen i stället för att skriva."},
                 voices=voices("s04-after", "s04-helped")),
        )),
    ),
    gaps=(
        Gap("g1", "s2", "relapse", "Tillbaka till början", before="s3", days_told=425, told_words="fjorton månader",
            from_actor="psyk", to_actor="psyk", carried_by="person", named_contact="none", retold="yes",
            retold_times=1, feeling=-2, word="given_up", grade="told", voices=voices("s04-after", quote="s04-after")),
    ),
)  # fmt: skip
