"""A conversation open over the autumn about what should be shared: statements, and how people of three minds would
answer them. The people are invented; so is how they fall. Votes are drawn from the likelihoods with a fixed seed."""

WORKSHOP = {
    "title": "Vad ska delas mellan dem som hjälper mig?",
    "place": "På nätet, oktober och november",
    "welcome": "Ta ställning till ett påstående i taget. Du kan hoppa över, och du kan skriva ett eget.",
    "support_person": "Mira på telefon 070-174 06 05",
}
STEP_TITLE = "Vad ska delas, med vem, och vem bestämmer det?"
SEED = 2611
# How many of each mind, and how they speak.
MINDS = (
    ("lived", 22),
    ("relative", 9),
    ("lived", 10),
    ("staff", 18),
    ("manager", 3),
    ("staff", 14),
    ("relative", 6),
    ("elected", 4),
)
MIND_OF = (0, 0, 1, 1, 1, 2, 2, 2)
# (text, likelihood that each mind agrees, likelihood that it disagrees)
STATEMENTS = (
    ("Jag vill veta vem som håller i min plan.", (0.94, 0.92, 0.96), (0.02, 0.03, 0.02)),
    ("Ingen ska nekas tid för att dagen är dålig.", (0.90, 0.88, 0.85), (0.04, 0.05, 0.08)),
    ("Närstående ska få fråga utan att få veta allt.", (0.80, 0.86, 0.80), (0.08, 0.06, 0.10)),
    ("Det jag har sagt ska skrivas med mina ord.", (0.86, 0.84, 0.70), (0.03, 0.06, 0.12)),
    ("Allt om mig ska synas för alla som hjälper mig.", (0.88, 0.18, 0.52), (0.06, 0.76, 0.28)),
    ("Jag vill kunna dölja delar av min historia på ett nytt ställe.", (0.16, 0.90, 0.38), (0.72, 0.05, 0.40)),
    ("Kommunen och regionen ska läsa samma journal.", (0.90, 0.30, 0.72), (0.04, 0.58, 0.14)),
    ("Jag vill ge mitt samtycke varje gång något delas.", (0.20, 0.88, 0.26), (0.66, 0.06, 0.60)),
    ("Jag vill kunna boka själv, när som helst.", (0.36, 0.88, 0.60), (0.40, 0.05, 0.20)),
    ("Först mer personal, sedan nya arbetssätt.", (0.40, 0.34, 0.92), (0.34, 0.44, 0.04)),
    ("Nya system hjälper inte om ingen har tid att läsa.", (0.62, 0.66, 0.94), (0.16, 0.14, 0.02)),
    ("Det viktigaste är att någon ringer, inte vad som står skrivet.", (0.70, 0.72, 0.66), (0.14, 0.12, 0.18)),
    ("Jag litar mer på ett papper jag bär själv.", (0.24, 0.62, 0.14), (0.58, 0.18, 0.66)),
    ("En tolk ska vara samma person varje gång.", (0.74, 0.76, 0.70), (0.05, 0.05, 0.10)),
    ("Barn i familjen ska få veta vad som händer.", (0.72, 0.64, 0.80), (0.08, 0.14, 0.05)),
    ("Man ska få ta med sig en vän utan att förklara varför.", (0.84, 0.90, 0.62), (0.05, 0.03, 0.18)),
    ("Akuten ska kunna se min krisplan utan att fråga.", (0.92, 0.54, 0.86), (0.02, 0.30, 0.04)),
    ("Jag vill inte att mina barns skola får veta något.", (0.44, 0.86, 0.50), (0.32, 0.05, 0.22)),
    ("Två namn på pappret är bättre än ett.", (0.60, 0.58, 0.78), (0.18, 0.18, 0.08)),
    ("Den som skriver om mig ska visa mig texten först.", (0.76, 0.90, 0.34), (0.08, 0.02, 0.46)),
    ("Det går att samarbeta mer redan med dagens lag.", (0.58, 0.48, 0.84), (0.12, 0.18, 0.06)),
    ("Journalen borde skrivas tillsammans, i rummet.", (0.70, 0.74, 0.36), (0.10, 0.08, 0.44)),
    ("Ett samtal mellan två som hjälper mig ska räknas som arbete.", (0.86, 0.76, 0.97), (0.02, 0.05, 0.01)),
    ("Jag vill att mina uppgifter tas bort när jag mår bra.", (0.20, 0.74, 0.16), (0.58, 0.12, 0.66)),
)
# Put forward by participants, not taken with: (text, why)
LEFT_OUT = (("Överläkaren på avdelning 4 lyssnar aldrig.", "Pekar ut en person. Du är välkommen att skriva om det."),)
