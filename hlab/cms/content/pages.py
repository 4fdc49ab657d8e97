"""Pages below /om/: (slug, title, intro, extra, [(heading, html)])."""

PAGES = (
    ("sa-deltar-du", "Så deltar du utan konto", "Du behöver varken konto eller e-legitimation. En kod räcker.", "", (
        ("Med en kod", "<p>Den som bjuder in dig har en kod, till exempel ett träd och två siffror. Skriv den på "
         "sidan <a href=\"/ga-med/\">Gå med</a>. Stora bokstäver och prickar spelar ingen roll.</p>"),
        ("Du får en kvittokod", "<p>Skriv upp den. Med kvittokoden ser du vad som händer med det du sa, och kan ta "
         "tillbaka det. Vi sparar inte ditt namn och kan därför inte ta fram koden åt dig.</p>"),
        ("Du bestämmer", "<p>Alla frågor går att hoppa över. Du kan gå när du vill och komma tillbaka. Vi frågar vad "
         "det du skriver får användas till, och du kan ändra dig.</p>"),
        ("Det här är inte ett klagomål", "<p>Det du berättar används för att lära. Vill du klaga, vänd dig först till "
         "vården eller omsorgen det gäller, till patientnämnden eller till IVO.</p>"),
    )),
    ("ring-eller-papper", "Ring eller svara på papper", "Det går lika bra som på nätet och väger lika mycket.", "", (
        ("På papper", "<p>Be den som bjuder in dig om en blankett. Någon i labbet skriver av dina ord precis som de "
         "står. Det syns att lappen kom på papper, men inte vem som skrev.</p>"),
        ("Per telefon", "<p>Vill du hellre berätta för någon, ring labbet som bjöd in dig. Den som svarar läser upp "
         "det som skrivits, så att du kan rätta det.</p>"),
    )),
    ("ordlista", "Ordlista", "Ord som labben använder, och vad de betyder här.", "glossary", ()),
    ("tillganglighet", "Tillgänglighetsredogörelse",
     "Den här redogörelsen beskriver hur webbplatsen lever upp till lagen om tillgänglighet till digital offentlig "
     "service, vilka brister vi vet om och hur du säger till.", "", (
        ("Så väl uppfyller vi kraven", "<p>Webbplatsen är <b>delvis förenlig</b> med lag (2018:1937) om tillgänglighet "
         "till digital offentlig service. Den har inte granskats av någon oberoende.</p>"),
        ("Det som inte är tillgängligt än", "<ul><li>Allt innehåll är inte översatt till teckenspråk eller "
         "lättläst.</li><li>Vi har inte provat alla sidor med alla hjälpmedel.</li><li>Verktygen för redaktörer är "
         "gjorda av andra och har brister som vi inte rår över.</li></ul>"),
        ("Säg till om något inte fungerar", "<p>Hör av dig till den som ansvarar för webbplatsen, med uppgifterna "
         "nedan. Beskriv vad du försökte göra och vilken sida det gällde. Du kan också be att få innehållet på ett "
         "annat sätt.</p>"),
        ("Om du inte är nöjd med svaret", "<p>Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Du "
         "kan anmäla brister till Digg.</p>"),
        ("Så har vi testat", "<p>Vi testar varje sida automatiskt när den ändras, och går igenom dem med tangentbord, "
         "förstoring och utan skript. Redogörelsen uppdateras när något ändras.</p>"),
    )),
    ("dina-uppgifter", "Dina uppgifter", "Vad vi sparar, varför, och vad du kan göra åt det.", "", (
        ("Vi sparar så lite som möjligt", "<p>Deltar du utan konto sparar vi det du skriver, från vilket perspektiv du "
         "talar och när. Inte namn, e-post, personnummer eller varifrån du ansluter.</p>"),
        ("Allmän handling", "<p>Det du skickar in kan bli en allmän handling. Det betyder att någon kan begära att få "
         "läsa det. Skriv därför inte namn, personnummer eller annat som pekar ut dig eller någon annan.</p>"),
        ("Om du vill ta tillbaka något", "<p>Innan du skickar kan du kasta allt. När du har skickat kan du ta tillbaka "
         "ditt bidrag: vi slutar använda och visa det direkt, men det kan behöva sparas en tid. Det som redan ingår i "
         "en publicerad sammanställning går inte att ta bort därifrån.</p>"),
        ("Kakor", "<p>Vi använder bara kakor som behövs: en som minns din kvittokod på den här enheten, en för "
         "inloggning och en för språk. Inga andra får veta att du varit här.</p>"),
    )),
    ("oppna-data", "Öppna data", "Det som är publicerat här kan du också hämta.", "open_data", ()),
)  # fmt: skip
START = {
    "title": "Hälsolabb",
    "heading": "Det du har varit med om visar vägen",
    "lede": (
        "I Hälsolabb formar patienter, närstående, personal och beslutsfattare framtidens nära vård tillsammans. "
        "Alla kan följa vad som hände sedan."
    ),
}
SHELVES = (
    ("LabIndexPage", "labb", "Labb", "Här arbetar människor och organisationer tillsammans kring en fråga."),
    ("GoalIndexPage", "malbilder", "Målbilder",
     "En målbild beskriver ett önskat läge, med ord från dem det gäller. Den ligger fast när förslag prövas och när "
     "vi följer upp."),
    ("ArticleIndexPage", "artiklar", "Artiklar", ""),
    ("InfoIndexPage", "om", "Om webbplatsen", ""),
)  # fmt: skip
