"""What people said in the example round about the proposals, and what the inquiry answered. All of it is invented.

Each person: (perspective, county, channel, {proposal: (effect, {part or (paragraph anchor,): words})}). A word list is
short on purpose: most people answer two questions and skip the rest. Each text comes with
the key of its answer in ANSWERS, or "".
"""

from __future__ import annotations

PLAN, DOOR = "F1", "F2"
N, V, S = "x1", "x2", "x3"

PEOPLE = (
    ("lived", N, "online", {PLAN: ("better", {"likes": ("Att det är en person och inte ett nummer.", ""), "rethink": ("Skyndsamt kan betyda ett halvår för mig.", "fast")}), DOOR: ("much_better", {"why": ("Jag har ringt fel så många gånger att jag slutade.", "withyou")})}),
    ("lived", N, "online", {PLAN: ("better", {"wishes": ("Jag vill själv bestämma vem som får läsa.", "consent")}), DOOR: ("better", {})}),
    ("lived", N, "live", {PLAN: ("same", {"must_hold": ("Att någon svarar i telefon på kvällen.", "night")}), DOOR: ("better", {"likes": ("Att de ringer medan jag är kvar.", "withyou")})}),
    ("lived", N, "paper", {PLAN: ("better", {"rethink": ("Skriv vad som händer när jag har druckit. Det är då ni stänger.", "badday")}), DOOR: ("unknown", {})}),
    ("lived", V, "online", {PLAN: ("much_better", {"likes": ("Då slipper jag vara min egen samordnare.", "hold")}), DOOR: ("better", {})}),
    ("lived", V, "online", {PLAN: ("worse", {"worse_for": ("Den som inte litar på någon. En plan som alla läser är inget skydd.", "consent"), "rethink": ("Börja med samtycket, inte med planen.", "consent")}), DOOR: ("same", {})}),
    ("lived", V, "live", {PLAN: ("better", {"must_hold": ("Att den som håller i planen har tid, annars blir det ett papper till.", "time")}), DOOR: ("better", {})}),
    ("lived", V, "phone", {PLAN: ("better", {"missing": ("Vad händer om min kontaktperson slutar?", "hold")}), DOOR: ("much_better", {"why": ("Det var en nattsköterska som följde med mig över gatan. Det räddade mig.", "withyou")})}),
    ("lived", S, "online", {PLAN: ("same", {"why": ("Jag har haft tre planer. Ingen läste dem.", "time")}), DOOR: ("better", {})}),
    ("lived", S, "online", {PLAN: ("better", {"wishes": ("Tio dagar. Inte skyndsamt.", "fast")}), DOOR: ("better", {})}),
    ("lived", S, "live", {PLAN: ("unknown", {"missing": ("Var står det vad jag själv vill?", "fast")}), DOOR: ("worse", {"rethink": ("En dörr kan bli en enda kö. Då är det bättre att ha två.", "queue")})}),
    ("lived", S, "online", {PLAN: ("much_better", {"likes": ("Att den inte får lämna över förrän någon sagt ja.", "hold")}), DOOR: ("better", {})}),
    ("relative", N, "online", {PLAN: ("much_better", {"why": ("Jag ringer runt varje vecka. Det här är mitt jobb i dag.", "hold")}), DOOR: ("better", {"must_hold": ("Att det finns någon på söndagar.", "night")})}),
    ("relative", N, "live", {PLAN: ("better", {"missing": ("Ingen frågar hur jag har det.", "near")}), DOOR: ("better", {})}),
    ("relative", V, "online", {PLAN: ("better", {"wishes": ("Att jag får veta när något ändras, om han vill det.", "near")}), DOOR: ("much_better", {})}),
    ("relative", V, "paper", {PLAN: ("better", {"must_hold": ("Att planen gäller också när hon är utskriven.", "hold")}), DOOR: ("same", {})}),
    ("relative", S, "online", {PLAN: ("same", {"rethink": ("Den som är närmast har ingen plats i planen.", "near")}), DOOR: ("better", {})}),
    ("relative", S, "online", {PLAN: ("better", {}), DOOR: ("better", {"why": ("Vi satt uppe hela natten och väntade på måndag.", "night")})}),
    ("relative", S, "live", {PLAN: ("much_better", {"likes": ("Att jag kan få vara mamma i stället.", "near")}), DOOR: ("unknown", {})}),
    ("staff", N, "online", {PLAN: ("worse", {"why": ("Jag har fyrtio personer. Planerna skulle ta två dagar i veckan.", "time"), "must_hold": ("Att tiden finns i schemat.", "time")}), DOOR: ("same", {})}),
    ("staff", N, "live", {PLAN: ("same", {"rethink": ("Vi har redan SIP. Börja där i stället för med en ny lag.", "sip")}), DOOR: ("better", {})}),
    ("staff", N, "online", {PLAN: ("better", {"likes": ("Att samtycket är avklarat när jag behöver ringa.", "consent")}), DOOR: ("worse", {"must_hold": ("Att den andra sidan svarar när jag ringer.", "answered")})}),
    ("staff", V, "online", {PLAN: ("same", {"missing": ("Vem gör det när den som ringer är sjuk?", "hold")}), DOOR: ("better", {})}),
    ("staff", V, "live", {PLAN: ("better", {"must_hold": ("Att vi ser samma plan i båda systemen.", "systems")}), DOOR: ("same", {"why": ("Vi gör redan så när vi hinner.", "answered")})}),
    ("staff", V, "online", {PLAN: ("worse", {"worse_for": ("De som inte uppfyller alla kriterier. De hamnar efter dem med plan.", "others")}), DOOR: ("worse", {"rethink": ("På natten finns ingen att lämna över till.", "night")})}),
    ("staff", V, "online", {PLAN: ("better", {}), DOOR: ("same", {})}),
    ("staff", S, "online", {PLAN: ("same", {"must_hold": ("Att journalerna går att läsa.", "systems")}), DOOR: ("better", {"likes": ("Att jag får boka hos dem.", "answered")})}),
    ("staff", S, "live", {PLAN: ("better", {"rethink": ("Tio dagar håller inte i små kommuner utan fler händer.", "fast")}), DOOR: ("same", {})}),
    ("staff", S, "online", {PLAN: ("unknown", {}), DOOR: ("unknown", {})}),
    ("manager", N, "online", {PLAN: ("worse", {"why": ("Kostnaden hamnar hos oss, vinsten hos den andra.", "cost")}), DOOR: ("worse", {"must_hold": ("Att pengarna följer med.", "cost")})}),
    ("manager", N, "online", {PLAN: ("same", {"must_hold": ("Att det blir prioriterat lokalt. Annars hjälper ingen lag.", "local")}), DOOR: ("same", {})}),
    ("manager", V, "online", {PLAN: ("better", {"likes": ("Att vi skulle få samma mått.", "")}), DOOR: ("better", {})}),
    ("manager", V, "live", {PLAN: ("worse", {"rethink": ("Skriv vad som får stå tillbaka.", "time")}), DOOR: ("same", {})}),
    ("manager", S, "online", {PLAN: ("better", {}), DOOR: ("worse", {"why": ("Två nämnder måste besluta samma sak samma månad.", "local")})}),
    ("manager", S, "online", {PLAN: ("same", {"missing": ("Vad gör staten om det inte görs?", "local")}), DOOR: ("same", {})}),
    ("elected", N, "online", {PLAN: ("better", {"must_hold": ("Att vi får se vad det betydde, inte bara vad det kostade.", "cost")}), DOOR: ("better", {})}),
    ("elected", V, "live", {PLAN: ("better", {}), DOOR: ("same", {})}),
    ("elected", S, "online", {PLAN: ("same", {"rethink": ("Låt oss pröva i ett län först.", "local")}), DOOR: ("better", {})}),
)  # fmt: skip

# key: (what they have in common, verdict, because, whether it shows in version 2 of: proposal or "")
ANSWERS = {
    "fast": ("Hur snabbt, och på vems villkor", "adopted", "Skyndsamt går inte att följa upp. Vi föreslår tio dagar och att planen görs tillsammans med personen. Små kommuner får längre övergångstid.", PLAN),
    "hold": ("Att någon har ansvaret hela vägen", "adopted", "Det var det som flest berättade om. Ansvaret upphör nu först när någon annan har tagit över.", PLAN),
    "consent": ("Vem som får läsa och tala", "adopted", "Delningen utgick från vad huvudmännen behöver. Nu utgår den från vad personen har sagt ja till.", PLAN),
    "badday": ("När det är som sämst", "adopted", "Planen prövas just då. En ny paragraf säger att det ska stå vad som gäller.", PLAN),
    "withyou": ("Att någon följer med", "adopted", "Att kontakten tas medan personen är kvar står nu i lagtexten.", DOOR),
    "night": ("Kvällar, nätter och helger", "partly", "Vi kan inte kräva en jour av varje kommun. Vi föreslår att kommunerna i ett län får ha en gemensam, och pekar ut det som ett villkor.", ""),
    "time": ("Tid att göra det", "partly", "En lag skapar inte tid. Vi tar upp det som ett antagande som ska prövas i tre kommuner innan förslaget lämnas.", ""),
    "near": ("De som står nära", "partly", "Att närstående får veta, om personen vill, ryms i planen. Eget stöd till närstående ligger utanför uppdraget. Vi skriver det till regeringen.", ""),
    "sip": ("Att bygga på det som finns", "not_adopted", "Den samordnade individuella planen kräver redan i dag att båda kommer. Det har inte räckt, och den säger inte vem som håller i den efteråt.", ""),
    "queue": ("En dörr kan bli en kö", "not_adopted", "Förslaget tar inte bort någon dörr. Vi har skrivit om texten så att det framgår.", ""),
    "answered": ("Att den andra sidan svarar", "partly", "Vi kan inte lagstifta om en telefon, men kontakten ska tas medan personen är kvar, och det går att följa upp.", ""),
    "systems": ("Samma plan i två system", "not_adopted", "Gemensamma system utreds av andra. Förslaget ska fungera på papper tills dess.", ""),
    "others": ("De som inte omfattas", "partly", "Vi följer upp om andra får vänta längre, och har lagt det till det vi inte vet.", ""),
    "cost": ("Vem som betalar", "partly", "En gemensam kostnadsberäkning görs och redovisas i slutbetänkandet.", ""),
    "local": ("Att det görs också där ingen vill", "partly", "Tillsyn föreslås inte. Vi föreslår att det följs upp öppet hur väl lagen följs, och att det prövas i ett län först.", ""),
}  # fmt: skip

# What must be true: (proposal, text, who knows, risk, status, what has been learned, key of the remarks behind it)
ASSUMPTIONS = (
    (PLAN, "Den som håller i planen har tid i schemat", "Enhetschefer i region och kommun", "high", "trying", "", "time"),
    (PLAN, "Någon svarar på kvällen", "Kommunernas jourer", "high", "untried", "", "night"),
    (PLAN, "Samma plan kan läsas hos båda", "Regionernas och kommunernas it", "medium", "partly", "På papper fungerar det. I två system tog det i ett prov fyra dagar innan den andra såg den.", "systems"),
    (DOOR, "Den andra sidan svarar när man ringer", "Personal i mottagningarna", "medium", "holds", "I ett prov med två mottagningar svarade den andra inom tio minuter 17 gånger av 20.", "answered"),
)  # fmt: skip

UNANSWERED = "Två synpunkter säger bara att något är bra. De är lästa, och det de gillar finns kvar i version 2."
