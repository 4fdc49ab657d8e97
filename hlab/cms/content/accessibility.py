"""The accessibility statement, as the law on accessible digital public service (2018:1937) wants one to be made up.

It claims partial conformity and says what nobody has checked. Only an editor who has had the site reviewed
should change that. When the page was last changed is shown below it, from what was last published.
"""

STATEMENT = [
    ("heading", "Vem redogörelsen gäller"),
    (
        "text",
        "<p>Redogörelsen gäller webbplatsen Hälsolabb: de sidor som alla kan läsa, sidorna för den som deltar och "
        "sidorna för den som leder arbetet.</p>",
    ),
    ("contact", None),
    ("heading", "Hur väl webbplatsen uppfyller kraven"),
    (
        "text",
        "<p>Webbplatsen är <b>delvis förenlig</b> med lagen om tillgänglighet till digital offentlig service "
        "(2018:1937). Vi siktar på WCAG 2.2 nivå AA.</p>"
        "<p>Ingen oberoende har granskat webbplatsen. Vi vet därför inte om det finns brister utöver dem som står "
        "här.</p>",
    ),
    ("heading", "Det som inte är tillgängligt än"),
    (
        "text",
        "<h3>Brister i förhållande till kraven</h3>"
        "<ul><li>Redaktörernas verktyg är gjorda av andra. De har inte provats med skärmläsare, och delar av dem "
        "fungerar inte utan skript.</li>"
        "<li>Det deltagare skriver på andra språk än svenska är inte alltid märkt med språk, så en skärmläsare kan "
        "läsa det fel.</li>"
        "<li>Väljer du engelska är menyer och knappar översatta, men inte innehållet, och det är inte märkt som "
        "svenska.</li>"
        "<li>Sidorna har inte provats med alla hjälpmedel. Vi har inte låtit personer med olika "
        "funktionsnedsättningar prova dem än.</li></ul>"
        "<h3>Sådant vi saknar</h3>"
        "<ul><li>Texterna finns inte på lättläst svenska eller teckenspråk.</li></ul>",
    ),
    (
        "text",
        "<p>Vi har inte gjort några undantag med hänvisning till att anpassningen vore oskäligt betungande. Vi känner "
        "inte till något innehåll som faller utanför lagen.</p>",
    ),
    ("heading", "Säg till om något inte fungerar"),
    (
        "text",
        "<p>Hör av dig med kontaktuppgifterna överst på sidan. Skriv vilken sida det gäller, vad du försökte göra och "
        "vilka hjälpmedel du använder, om du vill berätta det. Du kan också be att få innehållet på ett annat sätt, "
        'till exempel uppläst eller på papper. Vill du delta finns det <a href="/om/ring-eller-papper/">fler vägar '
        "än webben</a>.</p>",
    ),
    ("heading", "Om du inte är nöjd med svaret"),
    (
        "text",
        "<p>Myndigheten för digital förvaltning, Digg, har tillsyn över att lagen följs. Du kan anmäla brister, eller "
        'att du inte fick innehållet på ett sätt som fungerar för dig, på <a href="https://www.digg.se/tdosanmalan">'
        "digg.se/tdosanmalan</a>.</p>",
    ),
    ("heading", "Så har vi prövat"),
    (
        "text",
        "<ul><li>Självskattning av dem som har byggt webbplatsen.</li>"
        "<li>Automatiska prov av sidorna när något ändras, med och utan skript.</li></ul>"
        "<p>Ingen har än gått igenom alla sidor för hand med skärmläsare.</p>",
    ),
    (
        "facts",
        [
            {"term": "Senast bedömd", "text": "24 november 2026"},
        ],
    ),
]
