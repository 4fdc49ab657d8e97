"""What can be fetched, how, and what the numbers mean."""

OPEN_DATA = [
    ("heading", "Vad du kan hämta"),
    (
        "text",
        "<ul>"
        '<li><a href="/api/v1/labs/">Labb</a>: de som visas på webbplatsen, med fråga, vad som är öppet och bestämt '
        "och vilka huvudmän som är med.</li>"
        '<li><a href="/api/v1/goals/">Målbilder</a>: publicerade ordalydelser med alla versioner, läge och hur många '
        "personer de bygger på.</li>"
        '<li><a href="/api/v1/journeys/">Resor</a>: publicerade kartor över vägar genom vård och omsorg, med steg och '
        "mellanrum. Hela kartan följer med när du hämtar en resa för sig.</li>"
        '<li><a href="/api/v1/rounds/">Synpunktsrundor</a>: de som har räknats, med hur många i varje grupp som svarade '
        "vad. Talen följer med när du hämtar en runda för sig.</li>"
        '<li><a href="/api/v1/proposals/">Förslag</a>: publicerade förslag som prövas, med text, scener, ändringar och '
        "hur de leder till målbilder. Hela förslaget följer med när du hämtar ett för sig. Synpunkter ingår inte.</li>"
        '<li><a href="/api/v1/indicators/">Mått</a>: det som labben följer, med definition, källa, mål och vad måttet inte '
        "visar. Siffrorna och svaren för varje enhet följer med när du hämtar ett mått för sig.</li>"
        '<li><a href="/api/v1/organisations/">Organisationer</a>: regioner och kommuner med sina officiella koder, '
        "och andra som är med i labben.</li></ul>"
        "<p>Svaren är JSON, femtio rader i taget. Ingen nyckel behövs.</p>",
    ),
    ("heading", "Så läser du svaren"),
    (
        "facts",
        [
            {"term": "citation", "text": "Beständigt namn på en version av en målbild, till exempel M12.3."},
            {
                "term": "people",
                "text": "Hur många olika personer som står bakom, totalt och per perspektiv. Är hides true är något "
                "tal dolt. Är listan tom är hela fördelningen dold.",
            },
            {
                "term": "state",
                "text": "shown eller hidden. För ett mått också masked (visas inte, för få personer), missing (uppgift "
                "saknas) och ended (serien har upphört). Ett dolt tal är aldrig noll.",
            },
            {
                "term": "position och heading",
                "text": "Två svar om ett mått: var det är mot målet, och vart det är på väg. unknown betyder att det inte "
                "kan avgöras, och varför står bredvid. none betyder att måttet bara räknar volym.",
            },
            {"term": "demo", "text": "true när innehållet är påhittat. Då står det också i label vad det är."},
            {
                "term": "status",
                "text": "För en målbild draft, validated, adopted eller replaced. För ett förslag draft, open, reworked, "
                "decided, handed_over eller ended.",
            },
            {
                "term": "notice",
                "text": "Orden som ska stå överallt där ett förslag visas: det är en prövning, inte ett beslut.",
            },
            {"term": "hidden_at", "text": "När en version doldes. Då står skälet i statement i stället för orden."},
        ],
    ),
    (
        "text",
        "<p>Talen visar hur många som har berättat, inte hur vanligt något är. Använd dem inte för att jämföra eller "
        "rangordna.</p>",
    ),
    ("heading", "Urval och fel"),
    (
        "text",
        "<p>Labb kan väljas med <b>level</b> och <b>demo</b>, målbilder med <b>lab</b>, <b>status</b>, <b>origin</b> "
        "och <b>demo</b>, resor med <b>lab</b>, <b>kind</b>, <b>county</b> och <b>demo</b>, förslag med <b>lab</b>, <b>kind</b>, <b>status</b> och <b>demo</b>, mått med <b>lab</b>, <b>kind</b>, <b>logic</b>, <b>quality_area</b> och <b>demo</b>, organisationer med <b>kind</b>, <b>code</b>, <b>county</b> och <b>demo</b>. Ett namn eller "
        "värde som inte finns ger fel 400. Nästa sida finns i fältet next. Fel kommer som application/problem+json "
        "enligt RFC 9457, med ett fält som säger vad som var fel.</p>"
        '<p>Hela beskrivningen finns som <a href="/api/v1/schema/">OpenAPI-schema</a>.</p>',
    ),
    ("heading", "Villkor"),
    (
        "text",
        "<p>Orden i en målbild får spridas om du anger citation och adressen till sidan. Citat från deltagare ingår "
        "inte här: de har lämnats för att läsas i sitt sammanhang.</p>",
    ),
]
