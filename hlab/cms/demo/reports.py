"""What the example lab tells those who contributed: told, put right, late, and why there is none. Invented.

By the title of the session or round. versions: what is told, the later put the former right.
"""

from datetime import date

from hlab.cms.demo.indicators import ALL_AT_ONCE, ONCE

SPRING, STORIES, ROUND, EVENING, TRIAL = (
    "Verkstad: vad ska vården leda till?", "Berättelser: när det inte hängde ihop",
    "Synpunkter på de två första förslagen", "Kartkväll: min väg till hjälp",
    "Känner du igen dig? Jag behöver bara berätta en gång",
)  # fmt: skip
REPORTS = {
    SPRING: {
        "versions": (
            {
                "said": "Ni vill att den ni möter redan vet varför ni är där. Ni vill få hjälp med allt på samma gång, och "
                "att dörren är öppen också när det är som sämst.",
                "did": "Vi skrev fem målbilder av era lappar och prövade dem med fler. Norrdal prövar en fast kontakt på "
                "kvällsmottagningen.",
                "did_not": "Vi bytte inte journalsystem. Vi öppnade ingen kvällsmottagning i Västmark eller Sjöland.",
                "because": "Journalsystemet upphandlas 2026–2028 och kommunerna är inte med. Pengarna till kvällarna räcker "
                "till juni 2027, bara i Norrdal.",
                "follows": "Vi frågar varje kvartal om personer slapp berätta allt igen, och räknar dagarna mellan remiss "
                "och första kontakt.",
                "easy_read": "Ni sa: Jag vill bara berätta en gång.\nVi gjorde: Norrdal prövar en fast kontakt på kvällen."
                "\nVi gjorde inte: Vi bytte inte journalsystem. Det tar flera år.\nVi frågar er igen varje kvartal.",
            },
            {
                "did": "Vi skrev fem målbilder av era lappar och prövade dem med fler. Fyra är publika. Norrdal prövar en "
                "fast kontakt på kvällsmottagningen.",
                "what_changed": "Vi skrev att alla fem målbilder var klara. En är ett utkast.",
            },
        ),
        "goals": (ONCE, ALL_AT_ONCE),
        "indicators": ("slapp-beratta-allt-igen", "dagar-fran-remiss-till-forsta-kontakt"),
        "agree": 7, "against": "Det står inget om bostaden, och det var det vi pratade mest om vid vårt bord.",
        "finish": True,
    },
    ROUND: {
        "versions": (
            {
                "said": "Ni ville veta vem som svarar på natten, och att ingen läser planen utan att ni vet om det.",
                "did": "Version 2 av planen säger vem som svarar när det är stängt, och att du ser vem som har läst.",
                "did_not": "Vi tog inte bort kravet på att båda huvudmännen skriver under.",
                "because": "Utan båda namnen är det ingens plan. Det var det som flest av er kände igen.",
                "follows": "Vi räknar hur många som har en utsedd fast kontakt, och frågar om de vet vem det är.",
                "easy_read": "Ni frågade: Vem svarar på natten?\nVi skrev in det i planen.\nVi tog inte bort kravet på två "
                "namn.",
            },
        ),
        "goals": (ONCE,), "indicators": ("fast-kontakt-exempel", "slapp-beratta-allt-igen"), "agree": 0, "against": "",
        "finish": True,
    },
    STORIES: {
        "versions": (
            {
                "said": "Fyrtio av er berättade. Många fick hålla ihop allt själva, och många blev hänvisade vidare.",
                "did": "Berättelserna är lästa av två personer och ligger under målbilderna, mening för mening.",
                "did_not": "Vi svarade inte var och en av er.",
                "because": "Vi vet inte vilka ni är, och det ska vi inte veta. Med din kod ser du vad just dina ord blev.",
                "follows": "Varje målbild har mått som visar om det blir som ni ville.",
                "easy_read": "Fyrtio berättade. Vi läste allt. Med din kod ser du vad dina ord blev.",
            },
        ),
        "goals": (ONCE, ALL_AT_ONCE), "indicators": ("fick-hjalp-med-bada-delarna",), "agree": 0, "against": "",
        "finish": False,
    },
}  # fmt: skip
NONE = {TRIAL: "Svaren gick in i målbildens tredje version, och återkopplas tillsammans med verkstaden i mars."}
LATE = {EVENING: date(2026, 11, 23)}
