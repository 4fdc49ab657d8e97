"""The codebook that the stories were read with, how the first reader's words became fewer, and what the second saw.

What the first reader set stands beside each story, in `stories_own` and `stories_beside`. Invented, like the stories.
"""

# (key, name, group or "", definition, include, exclude)
CODES = (
    ("borders", "Över gränserna", "", "Det som händer mellan verksamheter och huvudmän", "", ""),
    ("again", "Berätta igen", "borders", "Personen får börja om med sin berättelse", "Nya ansikten, nya tolkar", "Att själv vilja berätta igen"),
    ("messenger", "Budbärare", "borders", "Personen eller en närstående bär information mellan verksamheter", "Papper, kuvert, datum utantill", ""),
    ("whose", "Vems är det", "borders", "Oklart eller delat ansvar, budget, huvudman", "Att skickas vidare", "Att vänta när ansvaret är klart"),
    ("plan", "Planen", "borders", "Planer som finns, saknas eller säger emot varandra", "SIP, kalendrar, möten om planen", ""),
    ("handover", "Överlämning", "borders", "Att gå från ett ställe till nästa", "Utskrivning, flytt", "Att bli utskriven för att man uteblev"),
    ("systems", "System och rutiner", "borders", "Journaler, system och rutiner som inte möts", "", ""),
    ("door", "Dörren", "", "Att komma in, och att få vara kvar", "", ""),
    ("waiting", "Väntan", "door", "Tiden innan hjälpen kommer", "Inställda tider, resor", ""),
    ("discharged", "Utskriven för att man uteblev", "door", "Att förlora sin plats för att man inte orkade komma", "", ""),
    ("prove", "Bevisa sig", "door", "Krav innan man får hjälp", "Nykter först, må bättre först", ""),
    ("early", "I tid", "door", "Att märka och handla tidigt", "", ""),
    ("meeting", "Mötet", "", "Hur man blir mött", "", ""),
    ("believed", "Bli trodd", "meeting", "Att tas på allvar, eller inte", "", ""),
    ("shame", "Rädsla och skam", "meeting", "Det man inte vågar säga", "", ""),
    ("told", "Få veta", "meeting", "Att få veta vad som gäller och vad som skrivs", "", ""),
    ("language", "Språk", "meeting", "Att kunna tala och förstå på sitt språk", "Tolk", ""),
    ("own_story", "Äga sin berättelse", "meeting", "Att själv bestämma vad som följer med", "", ""),
    ("holding", "Någon som håller i", "", "Människor som håller ihop det", "", ""),
    ("stays", "En som stannar", "holding", "En person med namn som följer med", "", "Lag, se Lag runt personen"),
    ("breaks", "Kontakten bryts", "holding", "När den personen försvinner", "Sjukdom, nya uppdrag", ""),
    ("team", "Lag runt personen", "holding", "Flera som arbetar ihop", "Samma bord, samma dokument", ""),
    ("call", "Någon hörde av sig", "holding", "Ett samtal eller en stund som inte stod i schemat", "", ""),
    ("peers", "Kamrater", "holding", "Andra med egen erfarenhet", "", ""),
    ("life", "Livet runt omkring", "", "Det som inte är vård", "", ""),
    ("beside", "Bredvid", "life", "Närstående och andra som står bredvid", "", ""),
    ("children", "Barnen", "life", "Barn som finns i berättelsen", "", ""),
    ("home", "Hemmet", "life", "Bostad och vardag", "", ""),
    ("money", "Pengar", "life", "Skulder och ekonomi", "", ""),
    ("between", "Tiden mellan besöken", "life", "Nätter, helger och veckor utan tid", "", ""),
    ("whole", "Allt på samma gång", "door", "Hjälp med flera saker tillsammans", "", ""),
    ("counted", "Det som räknas", "", "Hur det som mäts styr vad som görs", "Pinnar, statistik, underlag", ""),
)  # fmt: skip
# In use for a week before it was brought together with another: (key, name, group, definition), into which, and where.
EARLY = ("rang", "Någon ringde", "holding", "Ett samtal som kom, eller som borde ha kommit")
EARLY_INTO = "call"
EARLY_ON = {(2, "after"), (4, "helped"), (26, "helped")}
EXAMPLES = {
    "again": "Tolken byttes varje gång, och varje gång fick personen börja från början.",
    "messenger": "Ett kuvert i tre veckor på bussen mellan två ställen.",
    "discharged": "Ett brev efter två onsdagar.",
    "call": "Elva minuter i telefon, en stund i väntrummet.",
}
# Stretches marked by themselves, for målbilder to rest on: {(person, part): (words, codes)}.
STRETCHES = {
    (1, "scene"): ("Den sista skrev upp allt på ett papper och gav det till mig.", ("again",)),
    (2, "scene"): ("Ingen av dem ringde den andra.", ("messenger",)),
    (20, "scene"): ("Ingen av dem som hade skrivit visste om den andra.", ("plan",)),
    (27, "scene"): ("Jag frågar samma frågor som kommunen redan har ställt, för jag ser inte vad de skrev.", ("systems",)),
    (4, "scene"): ("Sedan kom ett brev om att jag var utskriven.", ("discharged",)),
    (3, "scene"): ("Jag satt i bilen på parkeringen och visste inte åt vilket håll jag skulle köra.", ("prove",)),
}  # fmt: skip
# Where the second coder, on the same fifteen stories, saw something else: {(person, part): codes}.
OTHER_EYES = {
    (2, "scene"): ("messenger",),
    (3, "scene"): ("prove",),
    (5, "scene"): ("breaks",),
    (6, "scene"): ("prove", "believed", "shame"),
    (9, "scene"): ("beside",),
    (12, "scene"): ("plan",),
    (14, "wish"): ("own_story", "believed"),
    (17, "scene"): ("breaks",),
    (18, "scene"): ("messenger",),
    (23, "scene"): ("children",),
    (26, "scene"): ("handover",),
    (28, "scene"): ("discharged",),
    (32, "scene"): ("plan",),
}
SECOND_READER = (1, 2, 3, 5, 6, 9, 12, 14, 17, 18, 20, 23, 26, 28, 32)
MEMOS = (
    (
        "again",
        "”Berätta igen” och ”Budbärare” hänger ihop: den som bär informationen får också berätta igen. Vi håller isär dem för att åtgärderna är olika.",
    ),
    (
        "stays",
        "Flera säger uttryckligen emot att det ska vara en enda person. Se Lag runt personen. Ta inte bort den rösten.",
    ),
    (
        "counted",
        "Kom bara från medarbetare, chefer och förtroendevalda. Personerna själva pratar om det som händer, inte om varför.",
    ),
)
