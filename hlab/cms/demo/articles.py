"""An example article: how the example målbild got its words. Invented, like what it tells of."""

from datetime import date

# (slug, title, intro, date, parts). A voice by its key in `spring_notes`.
ARTICLES = (
    (
        "tre-forsok-till-samma-mening",
        "Tre försök till samma mening",
        "Målbilden ”Jag behöver bara berätta en gång” skrevs om två gånger innan de som den handlar om kände igen sig. "
        "Här berättar labbet hur det gick till, också det som gick fel.",
        date(2026, 10, 6),
        (
            ("heading", "Först skrev vi om information"),
            ("text", "<p>I mars berättade fyrtio personer vad som hade hjälpt dem och vad som skulle ha hjälpt. Vi "
                     "läste lapparna och skrev: ”Min information följer med mig.” Det lät klokt. Det lät också som "
                     "ett journalsystem.</p>"),
            ("heading", "Sedan lyssnade vi bättre"),
            ("text", "<p>När vi läste upp meningen sa nio deltagare samma sak: det är inte uppgifterna som är "
                     "viktiga, det är att slippa upprepa dem. Vi skrev om. Sju kände fortfarande bara delvis igen "
                     "sig.</p>"),
            ("voice", "h13"),
            ("text", "<p>Tre närstående påminde om något vi hade missat: man vill kunna välja vad som delas. Därför "
                     "står det nu ”det jag vill att de ska veta”.</p>"),
            ("heading", "Det vi inte löste"),
            ("text", "<p>Två personer vill inte att något alls följer med. Gruppen enades inte. Invändningen står kvar "
                     "på målbildens sida så länge målbilden gäller.</p>"),
            ("heading", "Det vi skulle göra annorlunda"),
            ("text", "<ul><li>Läsa upp första utkastet samma vecka, inte två månader senare.</li><li>Låta närstående "
                     "läsa för sig själva innan alla läser tillsammans.</li><li>Fråga dem som svarade på papper en "
                     "gång till. De fick vänta längst.</li></ul>"),
        ),
    ),
)  # fmt: skip
