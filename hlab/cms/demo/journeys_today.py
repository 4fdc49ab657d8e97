"""The example's journeys as they are today: one persona's way in two of the counties, and as it was meant to be.
Invented, put together of what the forty told; days that are called measured come from no register. Voices by the name
of a note: "s04-scene"."""

from datetime import date

from journeys.analysis.document import Actor, Document, Gap, Link, Phase, Step, Voice

MEASURED = "Påhittat uttag ur ett vårdregister, Region Norrdal 2025"
ALEX, SISTER = Actor("alex", "Alex", "person", is_person=True), Actor("sister", "Storasystern", "person")


def voices(*names: str, quote: str = "") -> tuple[Voice, ...]:
    """Voices by name; quote: the one that is shown in its own words."""
    return tuple(Voice(name, quote=name == quote) for name in names)


NORRDAL = Document(
    "Alex väg till hjälp",
    "Var i kedjan blir det tyst, och vem håller ihop det då?",
    "told",
    "Alex",
    about="Alex är 34 år, har ångest sedan tonåren och dricker för att orka. Alex finns inte: resan är sammansatt av flera "
    "personers berättelser.",
    place="Region Norrdal och Ekby kommun",
    happened_in=date(2025, 3, 1),
    actors=(
        ALEX,
        SISTER,
        Actor("vc", "Vårdcentralen Exemplet", "region", "Region Norrdal"),
        Actor("psyk", "Psykiatrisk öppenvård", "region", "Region Norrdal"),
        Actor("akut", "Akutmottagningen", "region", "Region Norrdal"),
        Actor("soc", "Socialtjänsten", "municipality", "Ekby kommun"),
        Actor("bron", "Kamratföreningen Bron", "civil_society", "Kamratföreningen Bron"),
    ),
    phases=(
        Phase("p1", "Söker hjälp", (
            Step("s1", "Ringer vårdcentralen", ("alex", "vc"), channel="phone", feeling=0, word="hopeful", grade="told",
                 who_did="person", wanted="yes", from_day=0,
                 cells={
                     "person": "Tar mod till sig efter tre veckor. Berättar för första gången.",
                     "life": "Arbetar natt på ett bageri och sover på dagen.",
                     "front": "En sjuksköterska i telefon som lyssnar i tolv minuter.",
                     "back": "Remiss skrivs till två mottagningar samtidigt. Ingen av dem ser den andras.",
                     "support": "Remissmall utan fält för båda behoven.",
                     "worked": "Hon frågade vad Alex ville, innan hon frågade hur mycket.",
                 },
                 voices=voices("s01-before", "s16-before", "s08-scene")),
        )),
        Phase("p2", "Faller emellan", (
            Step("s2", "Första besöket i psykiatrin", ("alex", "psyk"), channel="meeting", feeling=-2, word="rejected",
                 grade="told", moment="worst", who_did="service", from_day=61,
                 cells={
                     "person": "Berättar allt igen. Får höra att det är bra att komma tillbaka nykter.",
                     "front": "Läkare och psykolog, 45 minuter. Provet kommer före frågorna.",
                     "back": "Riktlinjen säger en sak i taget. Ingen får boka åt kommunen.",
                     "support": "Ersättning per besök. Två missade besök räknas som en tom plats.",
                     "barrier": "Krav på nykterhet innan utredning.",
                     "idea": "Börja med det personen orkar i dag.",
                 },
                 voices=voices("s03-scene", "s06-scene", "s11-scene", quote="s03-scene")),
            Step("s3", "Akuten, två nätter", ("alex", "sister", "akut"), channel="meeting", feeling=-2, word="ashamed",
                 grade="told", who_did="relative", wanted="no", from_day=96, to_day=97,
                 cells={
                     "person": "Lugn av utmattning. Skickas hem.",
                     "life": "Systern kör, väntar och kan alla datum utantill.",
                     "front": "Ny läkare varje gång. Frågar vilken medicin det var senast.",
                     "back": "Journalen från öppenvården syns, men inte planen.",
                     "support": "Ingen väg att boka en tid härifrån.",
                     "idea": "Någon att ringa mellan fredag och måndag som vet vem det är.",
                 },
                 voices=voices("s07-scene", "s18-scene", "s21-scene", quote="s21-scene")),
        )),
        Phase("p3", "Någon håller ihop", (
            Step("s4", "Kvällarna på kamratföreningen", ("alex", "bron"), channel="meeting", track="Vid sidan av",
                 feeling=1, word="heard", grade="told", who_did="person", wanted="yes", from_day=100,
                 cells={
                     "person": "Går dit när det är som värst. Behöver ingen remiss.",
                     "front": "Någon från föreningen följer med till nästa möte och sitter bredvid.",
                     "worked": "Öppet på kvällen, och ingen frågar efter papper.",
                 },
                 voices=voices("s09-before", "s09-scene", quote="s09-scene")),
            Step("s5", "Möte på socialkontoret", ("alex", "sister", "soc"), channel="meeting", feeling=0, word="wary",
                 grade="told", who_did="together", wanted="yes", from_day=124,
                 cells={
                     "person": "Har med sig en egen lista. Systern följer med.",
                     "front": "En socialsekreterare som frågar: vad vill du att vi ska veta?",
                     "back": "Hon ringer psykiatrin medan Alex sitter kvar i rummet.",
                     "support": "Ingen gemensam kalender. Samtalet räknas inte som arbete.",
                     "worked": "Telefonen låg på bordet, så att alla hörde.",
                     "barrier": "I statistiken blev mötet ett bortfall.",
                 },
                 voices=voices("s29-scene", "s29-after", "s02-after", quote="s29-scene")),
            Step("s6", "SIP-möte och fast kontakt", ("alex", "sister", "soc", "psyk"), channel="meeting", feeling=1,
                 word="relieved", grade="measured", moment="best", who_did="together", wanted="yes", from_day=131,
                 cells={
                     "person": "Får ett namn och ett direktnummer. Bestämmer vilka som sitter runt bordet.",
                     "front": "Alla runt samma bord, en timme. Båda planerna läses högt.",
                     "back": "Båda huvudmännen har tid avsatt.",
                     "support": "Mall för gemensam plan, på prov.",
                     "worked": "Mer än en person att ringa.",
                     "idea": "Gör det här första veckan.",
                 },
                 voices=voices("s12-wish", "s20-helped", "s31-wish", quote="s20-helped")),
        )),
    ),
    gaps=(
        Gap("g1", "s1", "wait", "Ingen hör av sig", before="s2", days_planned=14, days_told=60,
            told_words="hela våren", days_measured=47, measured_n=212, measured_source=MEASURED, from_actor="vc",
            to_actor="psyk", carried_by="relative", named_contact="none", retold="yes", retold_times=2, feeling=-1,
            word="waiting", life="Bor hos sin syster. Sover dåligt. Slutar svara när numret är dolt.",
            consequence="När kallelsen kom låg den under en hög reklam.",
            bridge="En sjuksköterska som satt med en stund fast det inte fanns någon tid.", grade="measured",
            voices=voices("s16-scene", "s19-scene", "s04-scene", "s08-scene", "s24-scene", quote="s16-scene")),
        Gap("g2", "s2", "access", "För sjuk för att komma, utskriven för att ha uteblivit", before="s3", days_planned=14,
            days_told=35, told_words="fem veckor", from_actor="psyk", to_actor="akut", carried_by="nobody",
            sip="none", retold="yes", retold_times=3, feeling=-2, word="given_up",
            life="Ligger hemma och kommer inte upp. Tappar jobbet.",
            consequence="Ett brev om att vara välkommen att söka igen, med ny remiss.",
            bridge="Den tredje onsdagen kunde någon ha ringt.", grade="told",
            voices=voices("s04-scene", "s22-scene", "s28-scene", "s38-scene", quote="s04-scene")),
        Gap("g3", "s3", "responsibility", "Ingen tar över", before="s5", days_planned=7, days_told=28,
            told_words="nästan en månad", days_measured=63, measured_n=88, measured_source=MEASURED, from_actor="akut",
            to_actor="soc", carried_by="relative", sip="none", named_contact="unused", retold="yes", retold_times=4,
            feeling=-2, word="alone", life="Systern ringer nio samtal. Bussen mellan kontoren, med ett kuvert.",
            consequence="I elva dagar var familjen eftervården.",
            bridge="En socialsekreterare som ringde själv.", grade="measured",
            voices=voices("s02-scene", "s26-scene", "s33-scene", "s18-before", "s27-scene", quote="s26-scene")),
    ),
    links=(Link("v1", "s3", "s1", "loop", "När platsen räknades som tom"),),
)  # fmt: skip

VASTMARK = Document(
    "Alex väg till hjälp, Västmark",
    "Var i kedjan blir det tyst, och vem håller ihop det då?",
    "told",
    "Alex",
    about="Samma Alex, i ett län där beroendemottagningen och psykiatrin delar hus. Sammansatt av flera berättelser.",
    place="Region Västmark och Exempelby kommun",
    happened_in=date(2025, 9, 1),
    actors=(
        ALEX,
        SISTER,
        Actor("vc", "Vårdcentralen", "region", "Region Västmark"),
        Actor("psyk", "Psykiatrisk öppenvård", "region", "Region Västmark"),
        Actor("bero", "Beroendemottagningen", "region", "Region Västmark"),
        Actor("bo", "Boendestödet", "municipality", "Exempelby kommun"),
    ),
    phases=(
        Phase("p1", "Söker hjälp", (
            Step("s1", "Ringer vårdcentralen", ("alex", "vc"), channel="phone", feeling=0, word="hopeful", grade="told",
                 who_did="person", wanted="yes", from_day=0,
                 cells={
                     "person": "Ringer i april, för det märks tidigt.",
                     "front": "Får prata med någon samma dag.",
                     "back": "En gemensam remiss till hus 4.",
                     "support": "En inkorg som två mottagningar delar.",
                     "worked": "En väg in, inte två.",
                 },
                 voices=voices("s16-before", "s30-wish")),
        )),
        Phase("p2", "Bedöms", (
            Step("s2", "Gemensam bedömning", ("alex", "psyk", "bero"), channel="meeting", feeling=1, word="heard",
                 grade="observed", moment="best", who_did="service", from_day=23,
                 cells={
                     "person": "Berättar en gång, för två som lyssnar samtidigt.",
                     "front": "Psykiatrin och beroendemottagningen vid samma bord.",
                     "back": "De delar lokal sedan en vattenskada.",
                     "support": "Två journaler, men en anteckning som båda läser.",
                     "worked": "Ingen behövde vänta på någon annans svar.",
                     "idea": "Gör så utan att något först går sönder.",
                 },
                 voices=voices("s30-scene", "s13-scene", "s08-helped", quote="s30-scene")),
        )),
        Phase("p3", "Vardagen efteråt", (
            Step("s3", "Inlagd, och boendestödet pausas", ("alex", "psyk", "bo"), channel="meeting", feeling=-1,
                 word="worried", grade="told", moment="worst", who_did="service", wanted="no", from_day=70, to_day=91,
                 cells={
                     "person": "Kommer hem till en ny människa och får förklara allt på nytt.",
                     "life": "Tre fasta dagar försvinner ur veckan.",
                     "front": "Ny person i dörren.",
                     "back": "Beslutet om boendestöd pausas vid inläggning.",
                     "support": "Kommunen ersätts per utförd timme.",
                     "barrier": "Regeln om paus vid slutenvård.",
                 },
                 voices=voices("s17-scene", "s17-helped", "s32-before", quote="s32-before")),
            Step("s4", "Boendestödet börjar om", ("alex", "bo", "sister"), channel="home", feeling=0, word="wary",
                 grade="told", who_did="together", from_day=105,
                 cells={
                     "person": "Visar var saker står, en gång till.",
                     "front": "Fyra besök i veckan.",
                     "back": "Planen skrivs utan den som är där mest.",
                     "support": "Två system och tre rutiner för samma samtal.",
                 },
                 voices=voices("s32-scene", "s37-scene", "s27-helped", quote="s32-scene")),
        )),
    ),
    gaps=(
        Gap("g1", "s1", "wait", "Väntan på bedömning", before="s2", days_planned=14, days_told=21,
            told_words="tre veckor", days_measured=23, measured_n=141,
            measured_source="Påhittat uttag ur ett vårdregister, Region Västmark 2025", from_actor="vc", to_actor="psyk",
            carried_by="service", named_contact="used", retold="no", feeling=0, word="waiting",
            life="Ett sms i veckan om att platsen finns kvar.",
            bridge="Samma person ringde och sa hur långt det var kvar.", grade="measured",
            voices=voices("s16-wish", "s19-after")),
        Gap("g2", "s3", "continuity", "Hemma igen, med någon ny", before="s4", days_planned=0, days_told=14,
            told_words="två veckor", from_actor="psyk", to_actor="bo", carried_by="relative", sip="unused",
            retold="yes", retold_times=1, feeling=-1, word="tired", life="Storasystern sover på soffan.",
            bridge="Att hon som brukar komma hade fått hälsa på under tiden.", grade="told",
            voices=voices("s17-scene", "s31-scene", "s34-scene")),
    ),
)  # fmt: skip
