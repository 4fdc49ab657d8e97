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
# What each called their story.
TITLES = {
    1: "Pappret i innerfickan", 2: "Kuvertet", 3: "På parkeringen", 4: "Två onsdagar", 5: "Lappen på dörren",
    6: "Apparaten", 7: "Too calm, too loud", 8: "Mars och september", 9: "En stol till", 10: "Suomeksi",
    11: "Hälften", 12: "Sju personer och en korridor", 13: "Kvällen med skuldrådgivaren", 14: "Jag är någon annan nu",
    15: "مترجم جديد كل مرة", 16: "April till november", 17: "Måndag, onsdag, fredag",
    18: "Journal, chaufför och väckarklocka", 19: "Stunden i väntrummet", 20: "Två planer på köksbordet",
    21: "Trappan", 22: "Under täcket", 23: "I bilen på väg till träningen", 24: "Nio mil",
    25: "Ingen såg att det hängde ihop", 26: "Elva dagar", 27: "Samma frågor", 28: "Siffran som stämde",
    29: "Telefonen på bordet", 30: "Den trasiga lokalen", 31: "När jag blev sjuk", 32: "Fyra gånger i veckan",
    33: "Sex veckor", 34: "En halvtimme och kaffe", 35: "Kvällsmottagningen", 36: "Ett möte utan skäl",
    37: "Två system och tre rutiner", 38: "På torgmötet", 39: "Samma ärende, två nämnder", 40: "Fem pennor",
}  # fmt: skip
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
