"""What is kept about people, why, and what one can do about it. To be checked by the controller's lawyer."""

YOUR_DATA = [
    ("heading", "Vi sparar så lite som möjligt"),
    (
        "text",
        "<p>Deltar du utan konto sparar vi det du skriver, från vilket perspektiv du talar, hur du deltog och när. Vi "
        "sparar inte namn, e-post, personnummer eller den adress som din telefon eller dator har på nätet.</p>"
        "<p>Din kvittokod gör att vi kan hålla ihop dina lappar. Vi sparar inte själva koden, bara ett avtryck av "
        "den. Det kallas att uppgifterna är avidentifierade. Den som har koden kan koppla ihop dem igen, därför är "
        "de inte anonyma i lagens mening.</p>",
    ),
    ("heading", "Det kan bli en allmän handling"),
    (
        "text",
        "<p>Det du skickar in kan bli en allmän handling. Det betyder att någon kan begära att få läsa det. Skriv "
        "därför inte namn, personnummer eller annat som pekar ut dig eller någon annan.</p>"
        "<p>Ser det ut som att du har skrivit något sådant varnar vi innan du skickar. Varningen kan missa och ta "
        "fel. Det är du som avgör vad som ska stå.</p>",
    ),
    ("heading", "Om du vill ta tillbaka något"),
    (
        "facts",
        [
            {"term": "Innan du skickar", "text": "Du kan kasta allt. Inget finns kvar hos oss."},
            {
                "term": "När du har skickat",
                "text": "Vi slutar använda och visa det direkt. Det kan behöva sparas en tid enligt reglerna om "
                "allmänna handlingar.",
            },
            {
                "term": "När det ingår i något publicerat",
                "text": "Det går inte att ta bort ur det som redan är publicerat. Nästa version görs utan det.",
            },
        ],
    ),
    (
        "text",
        '<p>Du gör det själv på <a href="/kvitto/">sidan med din kvittokod</a>. Saknar du koden kan vi inte veta vilka '
        "lappar som är dina.</p>",
    ),
    ("heading", "Små grupper skyddas"),
    (
        "text",
        "<p>När färre än fem personer står bakom ett tal visar vi det inte, och inte heller tal som det går att räkna "
        "ut det ur. Citat visas bara när den som skrev har sagt ja till just det.</p>",
    ),
    ("heading", "Konton för dem som arbetar i labben"),
    (
        "text",
        "<p>Har du ett konto sparar vi namn, e-post, organisation, dina roller och vad du har gjort i labbet. Det "
        "behövs för att andra ska kunna lita på hur arbetet går till. Under Mitt konto kan du hämta ut det som finns "
        "om dig.</p>",
    ),
    ("heading", "Kakor"),
    (
        "facts",
        [
            {"term": "Kvittokod", "text": "Minns din kod på den här enheten i ett år. Sätts när du går med."},
            {
                "term": "Skydd mot gissningar",
                "text": "Räknar kvittokoder som inte stämde, i tio minuter. Sätts när en kod är fel.",
            },
            {"term": "Inloggning", "text": "Minns att du är inloggad. Sätts bara för den som har konto."},
            {"term": "Skydd för formulär", "text": "Ser till att ingen annan sida kan skicka något i ditt namn."},
            {"term": "Språk", "text": "Minns vilket språk du har valt."},
        ],
    ),
    (
        "text",
        "<p>Inget annat. Vi mäter inte vem du är, och inget på sidorna hämtas från någon annans webbplats.</p>",
    ),
    ("heading", "Vem som ansvarar"),
    (
        "text",
        "<p>Den som driver webbplatsen ansvarar för uppgifterna. Du har rätt att få veta vad som finns om dig, få fel "
        "rättade och invända mot hur uppgifterna används. Är du inte nöjd kan du vända dig till "
        "Integritetsskyddsmyndigheten.</p>",
    ),
    ("contact", None),
]
