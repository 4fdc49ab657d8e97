"""Two proposals of the example inquiry, an alternative and a provotype. All of it is invented, the legal text too.

Scenes: (who, title, (drawing, what it shows, text, behind the stage) today, the same with the proposal). Paragraphs:
(anchor, label, legal text, in plain words). Changes of version 2: (what, why, key of the answer in `remarks` or "",
part that changed: anchor of a paragraph or "").
"""

PLAN, DOOR, NOTHING, PROVOKE = "F1", "F2", "F1a", "T1"

PLAN_SCENES = (
    ("lived", "Första mötet",
     ("doors", "En person står ensam framför tre stängda dörrar, med streckade linjer till var och en.",
      "Du söker hjälp på tre ställen. Varje ställe börjar om från början.",
      "Tre verksamheter, tre journaler och tre olika sätt att räkna kötid."),
     ("table", "Två personer sitter vid samma bord med ett papper mellan sig.",
      "Du gör en plan med en person. Du får läsa den innan någon gör det.",
      "Den som tar emot får tid i schemat för att göra planen, och en mall som båda huvudmännen har enats om.")),
    ("relative", "Mellan två huvudmän",
     ("houses", "En person går ensam mellan två hus som står långt ifrån varandra.",
      "Regionen tror att kommunen har tagit över. Din syster ringer runt.",
      "Utskrivningen och beslutet om boende ligger i olika system, och ingen ser båda."),
     ("bridge", "Två hus, och en linje mellan dem som håller en person.",
      "Kontaktpersonen lämnar inte över förrän nästa person har sagt ja. Du får veta samma dag.",
      "Ansvaret upphör först när någon annan har tagit över det i skrift.")),
    ("lived", "En dålig dag",
     ("closed_door", "En person står framför en stängd dörr.",
      "Du avbokas eftersom du inte är nykter. Kön börjar om.",
      "Regeln finns för personalens skull, och ingen har skrivit vad som ska hända i stället."),
     ("open_door", "En person står framför en öppen dörr, och någon väntar innanför.",
      "Planen säger vad som gäller en dålig dag. Du får komma ändå.",
      "Det finns en person att ringa samma dag, också för den som tar emot.")),
    ("staff", "När planen ska skrivas",
     ("phone", "En person sitter med en telefon i handen.",
      "Du ringer fyra nummer för att få reda på vem som redan är inblandad.",
      "Sekretessen prövas om varje gång, av den som råkar svara."),
     ("group", "Flera personer sitter tillsammans runt ett bord.",
      "Personen har sagt ja i planen till vilka som får tala med varandra. Du ser det på första sidan.",
      "Samtycket gäller ett år och kan tas tillbaka i ett steg.")),
    ("manager", "När månaden ska följas upp",
     ("letter", "En person sitter med ett papper fullt av staplar.",
      "Du redovisar antal besök. Att ingen behövde komma syns som ett tapp.",
      "Ersättningen räknas per besök."),
     ("table", "Två personer tittar på samma papper vid ett bord.",
      "Du redovisar hur många som har en plan som de själva tycker stämmer, och hur länge mellanrummen var.",
      "Huvudmännen har kommit överens om samma fyra mått.")),
)  # fmt: skip

PROPOSALS = (
    {
        "number": PLAN,
        "slug": "en-plan-som-foljer-med-dig",
        "versions": (
            {
                "title": "En plan som följer med dig",
                "summary": "Tänk om du, vården och socialtjänsten hade samma plan, och en person som såg till att den "
                "höll.",
                "easy_read": "Du får en plan.\nVården och kommunen har samma plan.\nEn person ser till att planen "
                "följs.\nDu läser planen först.\nDu kan ändra dig.",
                "problem": "Den som har både psykisk ohälsa och ett beroende får i dag hjälp av två huvudmän som "
                "planerar var för sig. Det är personen själv, eller någon nära, som håller ihop det.",
                "unknowns": ["Vad det kostar, och för vem", "Hur samtycke ska fungera när man mår som sämst",
                             "Om små kommuner har någon att utse"],
                "alternatives": "Att inget göra: var och en fortsätter att planera för sig. Att bara rekommendera: det "
                "har prövats, och används mest där det redan fungerar.",
                "fidelity": 2,
                "paragraphs": (
                    ("p1", "1 §", "Denna lag gäller den som har behov av insatser från både region och kommun på "
                     "grund av psykisk ohälsa och skadligt bruk eller beroende.",
                     "Lagen gäller dig som behöver hjälp från både region och kommun."),
                    ("p2", "2 §", "Regionen och kommunen ska gemensamt upprätta en samlad plan för den som avses i "
                     "1 §. Planen ska upprättas skyndsamt.",
                     "Region och kommun ska göra en plan ihop, och göra det snabbt."),
                    ("p3", "3 §", "Planen ska ange vem som har det samordnande ansvaret.",
                     "I planen står vem som håller i den."),
                    ("p4", "4 §", "Uppgifter får lämnas mellan huvudmännen i den utsträckning som behövs för planen.",
                     "De som hjälper dig får prata med varandra om det som planen gäller."),
                ),
                "scenes": PLAN_SCENES,
            },
            {
                "summary": "Tänk om du, vården och socialtjänsten hade samma plan, och en person som såg till att den "
                "höll. Du väljer själv vad som delas.",
                "unknowns": ["Vad det kostar, och för vem", "Hur det ska gå till i kommuner där ingen finns att utse"],
                "paragraphs": (
                    ("p1", "1 §", "Denna lag gäller den som har behov av insatser från både region och kommun på "
                     "grund av psykisk ohälsa och skadligt bruk eller beroende.",
                     "Lagen gäller dig som behöver hjälp från både region och kommun."),
                    ("p2", "2 §", "Regionen och kommunen ska gemensamt upprätta en samlad plan för den som avses i "
                     "1 §. Planen ska upprättas tillsammans med den enskilde inom tio dagar från det att behovet "
                     "har uppmärksammats.",
                     "Region och kommun ska göra en plan ihop med dig, inom tio dagar."),
                    ("p3", "3 §", "Planen ska ange vem som har det samordnande ansvaret. Ansvaret upphör först när "
                     "det har övertagits av någon annan.",
                     "I planen står vem som håller i den. Den personen får inte släppa förrän någon annan har tagit "
                     "över."),
                    ("p4", "4 §", "Uppgifter får lämnas mellan huvudmännen i den utsträckning som den enskilde har "
                     "samtyckt till. Samtycket ska framgå av planen och kan när som helst återkallas.",
                     "Du väljer vad som delas och med vem. Det står i planen, och du kan ändra dig när du vill."),
                    ("p5", "5 §", "Av planen ska framgå vad som gäller när den enskilde inte kan medverka som "
                     "planerat.", "I planen står vad som händer en dålig dag."),
                ),
                "changes": (
                    ("Planen ska göras inom tio dagar, tillsammans med personen.",
                     "Skyndsamt sa ingenting för den som väntar.", "fast", "p2"),
                    ("Den som håller i planen får inte släppa förrän någon annan har tagit över.",
                     "Många berättade om när ingen hade ansvaret.", "hold", "p3"),
                    ("Du väljer själv vad som delas.",
                     "Det kändes som att bli omtalad i stället för tillfrågad.", "consent", "p4"),
                    ("En ny paragraf om dåliga dagar.", "Det är då planen prövas.", "badday", "p5"),
                ),
            },
        ),
    },
    {
        "number": DOOR,
        "slug": "en-gemensam-vag-in",
        "versions": (
            {
                "title": "En gemensam väg in",
                "summary": "Tänk om det räckte att knacka på en dörr. Den som öppnar får inte skicka dig vidare utan "
                "att följa med.",
                "easy_read": "Du kan söka hjälp på ett ställe.\nDet spelar ingen roll vilket.\nDen du pratar med "
                "hjälper dig till rätt plats.",
                "problem": "Många söker först på fel ställe, får ett nummer att ringa och hörs inte av igen.",
                "unknowns": ["Hur långt det är rimligt att följa med", "Vad som händer på natten"],
                "alternatives": "Att inget göra. Att ha en gemensam telefon: det prövas i ett av länen.",
                "fidelity": 2,
                "paragraphs": (
                    ("p1", "1 §", "Den som vänder sig till en region eller en kommun med behov av stöd enligt denna "
                     "lag ska få sitt behov bedömt där.", "Där du knackar på ska de lyssna."),
                    ("p2", "2 §", "Om insatsen hör till den andra huvudmannen ska den mottagande huvudmannen se till "
                     "att kontakt upprättas.", "Om det är någon annan som ska hjälpa dig, ska de ringa dit med dig."),
                ),
                "scenes": (
                    ("lived", "Att knacka på",
                     ("doors", "En person står ensam framför tre stängda dörrar.",
                      "Du får ett nummer att ringa. Där får du ett annat nummer.",
                      "Den som svarar har ingen väg att lämna över."),
                     ("open_door", "En person går in genom en öppen dörr, och någon följer med.",
                      "Den du möter ringer tillsammans med dig och lägger på först när någon har tagit emot.",
                      "Den som tar emot har en direktlinje som inte har kö.")),
                    ("relative", "En söndagskväll",
                     ("night", "En person sitter ensam i ett fönster på natten.",
                      "Allt är stängt. Du sitter uppe med honom till måndag.",
                      "Jouren finns, men bara för den som redan är inskriven."),
                     ("phone", "En person talar i telefon, och någon svarar.",
                      "Du ringer samma nummer som på dagen. Någon vet vad som står i planen.",
                      "Kommunerna i länet delar på en jour.")),
                    ("staff", "När någon kommer fel",
                     ("letter", "En person räcker över ett papper.",
                      "Du skriver en remiss och hoppas.", "Remissen kan komma tillbaka efter tre veckor."),
                     ("group", "Flera personer står tillsammans.",
                      "Du ringer medan personen är kvar, och ni bestämmer en tid.",
                      "Båda huvudmännen har gett dig rätt att boka i den andras tidbok.")),
                    ("elected", "När nämnden ska besluta",
                     ("letter", "En person läser ett papper vid ett bord.",
                      "Du ser två budgetar. Den som sparar är inte den som betalar.",
                      "Ingen har räknat på båda samtidigt."),
                     ("table", "Två personer läser samma papper.",
                      "Du ser en gemensam kostnad, och vad det betydde för dem det gällde.",
                      "Nämnderna möts två gånger om året om samma underlag.")),
                ),
            },
            {
                "summary": "Tänk om det räckte att knacka på en dörr. Den som öppnar följer med tills någon annan har "
                "tagit emot, också på kvällen.",
                "unknowns": ["Vad en gemensam jour kostar"],
                "paragraphs": (
                    ("p1", "1 §", "Den som vänder sig till en region eller en kommun med behov av stöd enligt denna "
                     "lag ska få sitt behov bedömt där.", "Där du knackar på ska de lyssna."),
                    ("p2", "2 §", "Om insatsen hör till den andra huvudmannen ska den mottagande huvudmannen se till "
                     "att kontakt upprättas medan den enskilde är kvar, och kvarstå i sitt ansvar till dess att den "
                     "andra har tagit emot.",
                     "Om det är någon annan som ska hjälpa dig, ringer de dit med dig. De släpper inte förrän någon "
                     "har tagit emot."),
                ),
                "changes": (
                    ("Kontakten tas medan personen är kvar.",
                     "Ett nummer att ringa är inte en väg in.", "withyou", "p2"),
                ),
            },
        ),
    },
    {
        "number": NOTHING,
        "slug": "att-inget-gora",
        "alternative_to": PLAN,
        "is_nothing": True,
        "versions": (
            {
                "title": "Att inget göra",
                "summary": "Lagen ändras inte. Den samordnade individuella planen finns kvar som den är, och används "
                "där någon hinner.",
                "problem": "Finns med för att det också är ett val, med egna följder.",
                "unknowns": ["Vad det kostar att ingenting göra, och för vem"],
                "paragraphs": (),
                "scenes": (),
            },
        ),
    },
    {
        "number": PROVOKE,
        "slug": "tidboken-ar-din",
        "kind": "provotype",
        "versions": (
            {
                "title": "Tidboken är din",
                "summary": "Tänk om det var tvärtom: du äger tidboken, och vården och kommunen får söka tid hos dig.",
                "problem": "Skriven för att väcka tankar om vem som väntar på vem.",
                "unknowns": ["Allt"],
                "fidelity": 1,
                "paragraphs": (),
                "scenes": (
                    ("lived", "Måndag morgon",
                     ("phone", "En person väntar med en telefon i handen.",
                      "Du sitter i telefonkö till klockan har blivit nio och alla tider är slut.", ""),
                     ("letter", "En person läser ett brev vid köksbordet.",
                      "Psykiatrin har skrivit och undrar om du har en tid på torsdag.", "")),
                ),
            },
        ),
    },
)  # fmt: skip

# How each proposal stands to the målbilder: (proposal, målbild, whose view, code, why).
ONCE, BOTH, CLOSED, NEAR = (
    "jag-behover-bara-beratta-en-gang", "jag-far-hjalp-med-allt-pa-samma-gang",
    "ingen-stanger-dorren-for-att-jag-mar-for-daligt", "de-som-star-mig-nara-far-vara-just-det",
)  # fmt: skip
ACCOUNTS = (
    (PLAN, ONCE, "national", "clear", "Planen finns hos båda, så att den som tar emot redan har läst."),
    (PLAN, ONCE, "lived", "partly", "Bra, om de läser den innan jag kommer."),
    (PLAN, BOTH, "national", "partly", "Planen samlar hjälpen men flyttar inte ihop den."),
    (PLAN, BOTH, "lived", "unknown", "En plan är inte hjälp förrän någon gör det som står i den."),
    (PLAN, CLOSED, "national", "clear", "Från version 2 står det vad som gäller en dålig dag."),
    (PLAN, CLOSED, "staff", "partly", "Det förutsätter att det finns någon att ringa på kvällen."),
    (PLAN, NEAR, "national", "partly", "Närstående slipper ringa runt, men får inget eget stöd av förslaget."),
    (PLAN, NEAR, "relative", "partly", "Jag slipper hålla ihop det. Men ingen frågar hur jag har det."),
    (DOOR, ONCE, "national", "partly", "Den som ringer med berättar en gång till, så att personen slipper."),
    (DOOR, BOTH, "national", "none", "Vägen in blir gemensam, men inte det som kommer efter."),
    (DOOR, BOTH, "lived", "against", "Risken är att en gemensam dörr blir en gemensam kö."),
    (DOOR, CLOSED, "national", "clear", "Ingen får skickas vidare utan att någon har tagit emot."),
    (DOOR, NEAR, "national", "none", "Förslaget handlar inte om närstående."),
)
