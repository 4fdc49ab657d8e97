"""How the stories were gathered in February: the guide, and who told how. Invented, like all that was told."""

from hlab.cms.demo.stories_beside import BESIDE
from hlab.cms.demo.stories_own import OWN

STORIES = (*OWN, *BESIDE)
WORKSHOP = {
    "title": "Berättelser: när det inte hängde ihop",
    "place": "Hemma, på kamratföreningen, per telefon och på nätet",
    "welcome": (
        "Tack för att du vill berätta. Du väljer själv vad, och du kan hoppa över varje fråga. Du får läsa det vi har "
        "skrivit innan någon använder det."
    ),
    "support_person": "Mira på telefon 070-174 06 05, vardagar 9–11",
}
STEP_TITLE = "Berätta om en gång när vården och stödet hängde ihop, eller inte gjorde det"
# (key, question, help)
GUIDE = (
    ("before", "Hur var livet innan?", "Det som är bra att veta för att förstå. Hoppa över om du vill."),
    ("scene", "Berätta om en gång du minns", "Var var du, vilka var där, vad hände? Skriv inga namn."),
    ("helped", "Vad hjälpte, eller skulle ha hjälpt?", "Stort eller litet."),
    ("after", "Hur blev det sedan?", ""),
    ("wish", "Vad önskar du att vården och stödet leder till?", "Med dina egna ord, i jag-form om du vill."),
)
# How each was taken down: the others wrote themselves, on the net.
INTERVIEW = {1, 2, 9, 13, 17, 18, 20, 31, 38}
PAPER = {5, 12, 14, 22, 33}
PHONE = {11, 16, 25}
# The teller read it again and changed a word; nobody could be asked (the reason is kept).
CORRECTED = {13: ("after", "Jag dricker fortfarande ibland. Men jag öppnar posten, och jag ringer tillbaka.")}
NOT_READ_BACK = {22: "Den som berättade ville inte bli kontaktad igen. Pappret låg i lådan, och ingen kunde fråga."}
# Told for another (L13): the one it is about was not there.
FOR_ANOTHER = {22}
LANGUAGES = {7: "en", 10: "fi", 15: "ar"}
WITHDRAWN_LATER = {36: ("wish",)}
