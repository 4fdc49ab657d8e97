"""What the forty said in March. Invented, every word; nobody real is quoted and no real place is named.

(key, person, text): person by number as in `spring.PERSPECTIVES`. Grouped by the theme the room laid them in; ""
holds those that stayed unsorted. In time they are mixed by key.
"""

# Step 2: "Vad skulle ha hjälpt dig, eller den du bryr dig om?"
HELPED = {
    "holds": (
        ("h01", 1, "Att någon ringde tillbaka samma dag, även om svaret var att det dröjer."),
        ("h02", 2, "En person som visste vad de andra redan hade sagt, så att jag slapp vara budbärare mellan "
                   "psykiatrin och socialtjänsten."),
        ("h03", 5, "Ett papper med namn på den som har planen. Ett namn, inte en växel."),
        ("h04", 10, "Olisin tarvinnut yhden ihmisen, joka puhuu suomea ja tuntee koko tarinani."),
        ("h05", 12, "Min kontaktperson på boendet fick inte vara med på mötet. Det var den enda som kände mig."),
        ("h06", 15, "كنت بحاجة إلى شخص واحد يشرح لي بلغتي من يفعل ماذا."),
        ("h07", 18, "Ett papper med namn på den som håller i min brors plan."),
        ("h08", 20, "När kontaktpersonen var sjuk i tre månader kom ingen i stället. Vi fick reda på det av vikarien "
                    "på apoteket."),
        ("h09", 29, "Tid i schemat för att ringa kollegan i kommunen medan personen sitter kvar i rummet."),
        ("h10", 31, "Jag tror inte på en enda samordnare. Den blir sjuk eller slutar, och då är vi tillbaka där vi "
                    "var. Ett litet lag håller längre."),
        ("h11", 32, "Boendestödet träffar personen fyra gånger i veckan men blir aldrig tillfrågat när planen skrivs."),
        ("h12", 34, "Att få följa personen över tröskeln till nästa ställe. En halvtimme räcker."),
    ),
    "once": (
        ("h13", 1, "Jag har berättat allt för nio personer på fem veckor. Den tionde fick ett papper."),
        ("h14", 6, "Samma läkare två gånger i rad."),
        ("h15", 13, "Att de skrev ner det viktiga med mina ord och frågade om det stämde."),
        ("h16", 14, "Jag vill inte att allt ska följa med. På ett nytt ställe vill jag få vara någon annan än min "
                    "diagnos."),
        ("h17", 18, "Jag blev min brors journal. Jag kan alla datum utantill."),
        ("h18", 20, "Min dotter fick två planer som sa emot varandra. Ingen av dem som skrev visste om den andra."),
        ("h19", 27, "Jag frågar igen för att jag inte ser vad kommunen skrev. Det är inte ointresse, det är två "
                    "journaler."),
        ("h20", 34, "En sammanfattning som personen själv äger och tar med sig, om hen vill."),
    ),
    "door": (
        ("h21", 4, "Att få komma fast det var en dålig dag. Jag hade missat två tider och då skrevs jag ut."),
        ("h22", 6, "Att slippa bevisa att jag var nykter för att få prata om min ångest."),
        ("h23", 7, "Being believed the first time. I should not have to be calm to be taken seriously."),
        ("h24", 11, "Jag vågade inte säga hur mycket jag drack, för då trodde jag att de skulle ta barnen. Jag hade "
                    "behövt få veta vad som gäller innan jag svarade."),
        ("h25", 16, "Vänta inte tills jag är på botten. Jag ringde i april och fick tid i november."),
        ("h26", 22, "Jag skriver åt min son, som inte orkar själv just nu. Han säger: låt mig få en tid till, fast "
                    "jag inte kom."),
        ("h27", 28, "Om jag fick ha kvar en patient som uteblir. I dag ska jag avsluta efter två missade besök."),
        ("h28", 38, "Jag har suttit i nämnden i åtta år och visste inte att man kan bli utskriven för att man är för "
                    "sjuk för att komma. Det borde jag ha frågat om."),
    ),
    "both": (
        ("h29", 3, "Psykiatrin sa: sluta dricka först. Beroendemottagningen sa: må bättre först. Jag hade behövt att "
                   "någon sa: vi börjar här."),
        ("h30", 8, "Medicin mot ångesten och hjälp med suget i samma hus, samma vecka. Inte ett halvår emellan."),
        ("h31", 13, "Hjälp med skulderna samtidigt. De höll mig vaken mer än suget."),
        ("h32", 30, "Att psykiatrin och vi på beroendemottagningen fick bedöma tillsammans, vid samma bord, en gång."),
        ("h33", 33, "Att få säga ja först och reda ut vems budget det är efteråt."),
        ("h34", 36, "Att vi chefer från båda huvudmännen träffades utan att det först hade gått fel."),
        ("h35", 39, "Vi beslutar om halva personen var. Jag vill se ett ärende där båda halvorna finns med."),
    ),
    "close": (
        ("h36", 19, "Att någon frågade hur jag mådde också. På sju år hände det en gång."),
        ("h37", 21, "De sa att de inte fick prata med mig på grund av sekretessen. Men de kunde ju ha lyssnat."),
        ("h38", 24, "Hjälp för barnen hemma, innan allt var kaos. De märker mer än vi tror."),
        ("h39", 25, "Att slippa vara den som håller ihop allt. Jag vill vara mamma, inte samordnare."),
        ("h40", 26, "Någon som berättade vilket stöd vi kan få, i stället för att vi fick leta fram det ett brev i "
                    "taget."),
    ),
    "between": (
        ("h41", 9, "Kvällar och helger. Det är då det händer, och då finns bara akuten."),
        ("h42", 9, "Någon som hörde av sig när jag blev tyst. Tystnad är mitt sätt att säga att det går dåligt."),
        ("h43", 12, "Pengar till bussen. Tre mottagningar på tre orter, och ingen frågade hur jag tog mig dit."),
        ("h44", 23, "Ett nummer att ringa klockan tio på kvällen, till någon som inte är 112."),
        ("h45", 35, "Mina siffror räknar besök. Samtalet som gjorde att besöket inte behövdes syns inte någonstans."),
    ),
    "": (
        ("h46", 17, "Att någon hade frågat vad jag ville själv. Planen var färdig när jag kom."),
        ("h49", 1, "En vanlig soffa i väntrummet, och någon som säger hur länge det dröjer."),
        ("h47", 4, "Att det var öppet på lördagar."),
        ("h48", 33, "Handledning tillsammans över gränsen, så att vi lär oss samma ord."),
    ),
}  # fmt: skip

# Step 1: "När fungerade det?"
WORKED = {
    "team": (
        ("w01", 1, "En sjuksköterska som visste vad de andra redan hade sagt. Jag sov den natten."),
        ("w02", 2, "Socialsekreteraren och läkaren satt i samma rum, och jag hörde dem komma överens."),
        ("w03", 16, "Vi skrev en plan på en sida. Den sitter på kylskåpet. Alla som kommer hem till mig kan läsa den."),
        ("w04", 18, "Mötet där min bror själv fick bestämma vilka som skulle sitta med."),
        ("w05", 20, "De frågade min dotter först och mig sedan, och så fick vi säga olika."),
        ("w06", 27, "Ett år hade vi gemensamma ronder med kommunen varje tisdag. Det kostade en timme. Sedan tog "
                    "projektpengarna slut."),
        ("w07", 29, "Vi åkte hem till honom två stycken, en från varje huvudman. Han behövde bara berätta en gång."),
        ("w08", 30, "När vi slutade skriva remisser till varandra och gick över korridoren i stället."),
        ("w09", 36, "Två enheter delade en tjänst i ett halvår utan att någon bad oss. Det gick för att ingen räknade."),
    ),
    "stay": (
        ("w10", 4, "Jag fick komma fast det var en dålig dag. De sa: bra att du kom."),
        ("w11", 5, "Hon ringde på fredagen bara för att höra om helgen såg okej ut. Tre minuter."),
        ("w12", 7, "One nurse wrote her name and her direct number on a card. I never used it, but I could have."),
        ("w13", 11, "Barnmorskan. Hon dömde inte, hon följde med mig dit."),
        ("w14", 21, "En anhörigkonsulent som ringde upp. Jag grät i tjugo minuter, och sedan gick det att tänka."),
        ("w15", 25, "När psykiatrin skickade kallelsen till oss båda, med hans tillåtelse, så att jag kunde påminna."),
        ("w16", 32, "Att få säga: jag vet inte, men jag tar reda på det och ringer på torsdag. Och sedan ringa."),
    ),
    "near": (
        ("w17", 3, "Kamratföreningen. Där frågade ingen vilken diagnos som kom först."),
        ("w18", 12, "Grannen som har nyckel och bryr sig. Han står inte i någon plan, men han är planen."),
        ("w19", 13, "Min chef lät mig gå på behandling på arbetstid. Jag har kvar jobbet."),
        ("w20", 14, "En stödperson på avdelningen med egen erfarenhet. Första gången jag inte behövde förklara."),
        ("w21", 23, "Anhöriggruppen på torsdagar. Man behöver inte säga något."),
    ),
    "time": (
        ("w22", 8, "När de slutade räkna återfall och började fråga vad som hände innan."),
        ("w23", 10, "Öppen mottagning utan tid. Jag kunde gå in, ta en kopp kaffe och gå igen. Fjärde gången stannade "
                    "jag."),
        ("w24", 15, "Tolken var samma person varje gång. Då vågade jag fråga."),
        ("w25", 17, "När hunden fick följa med."),
        ("w26", 22, "Sonens boendestöd har stannat i fyra år. Samma person. Det är hela hemligheten."),
        ("w27", 37, "Vi tog bort regeln om två uteblivna besök på prov. Fler kom tillbaka än vi trodde."),
    ),
    "": (
        ("w28", 9, "Inget har fungerat än, för mig. Jag är här ändå."),
        ("w29", 40, "Ett studiebesök där jag fick vara tyst. Jag lärde mig mer än av tre års årsredovisningar."),
    ),
}  # fmt: skip

LANGUAGES = {"h04": "fi", "h06": "ar", "h23": "en", "w12": "en"}
# Taken back by the person before anyone had worked with it.
WITHDRAWN = {"h47"}
# Said in the room only: not to be part of any synthesis.
NOT_ANALYSED = {"h48"}
