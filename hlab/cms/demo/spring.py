"""The finished workshop in March: its programme, who came, and where the dots fell. All of it is invented."""

WORKSHOP = {
    "title": "Verkstad: vad ska vården leda till?",
    "place": "Folkets hus i Ekby, på papper och per telefon",
    "welcome": (
        "Välkommen. Vi pratar om vad som har hjälpt och vad som skulle ha hjälpt. Du behöver inte berätta om det "
        "svåraste. Du kan pausa, hoppa över och gå hem när du vill, utan att säga varför."
    ),
    "support_person": "Mira i rummet, hon har rosa tröja",
}
# (kind, title, prompt, minutes, number of the step it works on)
STEPS = (
    ("brainstorm", "När fungerade det?", "Stort eller litet. Vad gjorde att det fungerade den gången?", 15, None),
    ("brainstorm", "Vad skulle ha hjälpt dig, eller den du bryr dig om?",
     "Tänk på en gång när vården inte hängde ihop. Du behöver inte berätta om det svåraste.", 20, None),
    ("cluster", "Vad hör ihop av det som skulle ha hjälpt?", "Läs högt för varandra. Flytta tills ni är överens.", 25, 2),
    ("cluster", "Vad hör ihop av det som fungerade?", "Sådant som bar över en gräns.", 15, 1),
    ("dot_vote", "Vad ska vi prata mer om?", "Tre prickar var. Ett underlag för samtalet, inte ett beslut.", 10, 3),
)  # fmt: skip
# Headings in the order the room chose them, by key in `spring_notes`.
HELPED_THEMES = (
    ("holds", "En person som håller i"),
    ("once", "Slippa börja om"),
    ("door", "Bli insläppt även en dålig dag"),
    ("both", "Hjälp med allt på samma gång"),
    ("close", "Plats för oss som står bredvid"),
    ("between", "Tiden mellan besöken"),
)
WORKED_THEMES = (
    ("team", "När de arbetade som ett lag"),
    ("stay", "När någon höll kontakten"),
    ("near", "Människor i vardagen"),
    ("time", "När det fick ta tid"),
)
# How the forty speak, by number: 1–17 own experience, 18–26 close ones, 27–34 staff, 35–37 managers, 38–40 elected.
PERSPECTIVES = (
    *("lived",) * 17, *("relative",) * 9, *("staff",) * 8, *("manager",) * 3, *("elected",) * 3,
)  # fmt: skip
PAPER = {5, 12, 14, 17, 22, 33}
PHONE = {11, 25}
NO_QUOTE = {6, 8, 11, 17, 19, 24, 31, 33, 34, 36}
REUSE = {1, 2, 3, 9, 13, 16, 18, 20, 23, 29, 30, 35, 39}
# Dots on HELPED_THEMES, in that order, by person. Paper and telephone had no ballot, and three had left before.
DOTS = {
    **dict.fromkeys((1, 2, 29, 32), (2, 1, 0, 0, 0, 0)),
    **dict.fromkeys((6, 13, 18, 27, 34), (1, 1, 1, 0, 0, 0)),
    **dict.fromkeys((4, 7, 10, 28), (0, 0, 2, 1, 0, 0)),
    **dict.fromkeys((3, 8, 30, 36, 39), (0, 0, 1, 2, 0, 0)),
    **dict.fromkeys((19, 21, 24, 26), (1, 0, 0, 0, 2, 0)),
    **dict.fromkeys((9, 35), (0, 0, 0, 1, 0, 2)),
    **dict.fromkeys((15, 16, 37), (1, 0, 1, 1, 0, 0)),
    **dict.fromkeys((20, 23), (0, 1, 0, 0, 1, 1)),
}
