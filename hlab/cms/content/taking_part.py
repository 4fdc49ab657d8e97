"""How one takes part: without an account, by phone, on paper."""

WITHOUT_ACCOUNT = [
    ("heading", "Så går det till"),
    (
        "text",
        "<ol><li>Den som bjuder in dig ger dig en kod, till exempel ett träd och två siffror. Skriv den på sidan "
        '<a href="/ga-med/">Gå med</a>, eller öppna länken i inbjudan.</li>'
        "<li>Läs vad du kan påverka och vad som redan är bestämt. Det står alltid först.</li>"
        "<li>Berätta från vilket håll du talar, till exempel egen erfarenhet eller närstående. Du kan låta bli att "
        "svara.</li><li>Skriv det du vill. Varje fråga går att hoppa över.</li></ol>",
    ),
    (
        "text",
        "<p>Koden fungerar bara medan verkstaden är öppen. Stora eller små bokstäver, mellanslag och prickar över å, "
        "ä och ö spelar ingen roll.</p>",
    ),
    ("heading", "Din kvittokod"),
    (
        "text",
        "<p>Du får en kvittokod när du går med. Skriv upp den eller ta en bild. Med den kan du senare "
        '<a href="/kvitto/">se vad som hände med det du sa</a>, ändra vad dina ord får användas till och ta tillbaka '
        "dem. Vi vet inte vem du är och kan därför inte ta fram koden åt dig om den kommer bort.</p>",
    ),
    ("heading", "Du bestämmer"),
    (
        "text",
        "<ul><li>Du kan ta en paus eller gå när du vill, utan att säga varför.</li>"
        "<li>Ingen får peka ut dig och be dig tala.</li>"
        "<li>Vi frågar vad dina ord får användas till: för att förstå, för att citeras, för att användas i ett annat "
        "labb. Du kan ändra dig.</li>"
        "<li>Andra ser det du skriver först när samtalsledaren visar det för gruppen. Det står vid rutan vem som "
        "ser.</li></ul>",
    ),
    (
        "fold_out",
        {
            "title": "Kan någon hjälpa mig?",
            "text": "<p>Ja. Du kan ta med en stödperson eller svara tillsammans med någon. Behöver du tolk eller något "
            "annat för att kunna vara med, säg till den som bjuder in dig. Det ska stå i inbjudan hur du gör.</p>",
        },
    ),
    ("heading", "Det här är inte vård och inte ett klagomål"),
    (
        "text",
        "<p>Hälsolabb är inte vård. Vid fara för liv, ring 112. För råd om vård, ring 1177.</p>"
        "<p>Det du berättar används för att lära. Vill du klaga på vård eller omsorg, vänd dig först till den det "
        "gäller, till patientnämnden eller till IVO.</p>",
    ),
]

PHONE_OR_PAPER = [
    ("heading", "På papper"),
    (
        "text",
        "<p>Be den som bjuder in dig om en blankett. Frågorna är desamma som på nätet. Någon i labbet skriver av dina "
        "ord precis som de står, och det syns att lappen kom på papper.</p>"
        "<p>Skriv inte ditt namn på blanketten. Vill du kunna följa vad som händer, be om en kvittokod på "
        "papper.</p>",
    ),
    ("heading", "Per telefon"),
    (
        "text",
        "<p>Ring labbet som bjöd in dig. Den som svarar skriver ner det du säger, läser upp det och ändrar tills det "
        "stämmer. Inget lämnas in förrän du har sagt ja.</p>",
    ),
    ("contact", None),
    ("heading", "Det väger lika mycket"),
    (
        "text",
        "<p>Lappar från papper och telefon ligger bland alla andra, med samma fråga och samma ställning.</p>",
    ),
]
