"""Trying version 3 of "Jag behöver bara berätta en gång" on the net in September. All of it is invented."""

VERSION = 3
WORKSHOP = {
    "title": "Känner du igen dig? Jag behöver bara berätta en gång",
    "place": "På nätet, 2–16 september",
    "welcome": (
        "Tack för att du vill läsa. Säg om du känner igen dig, vad som saknas och hur det borde stå. Det är inget prov, "
        "och vet inte är också ett svar."
    ),
    "support_person": "Mira på telefon 070-174 06 05, vardagar 9–11",
}
STEP_TITLE = "Känner du igen dig?"
HOW = "En öppen fråga på nätet i två veckor till dem som hade berättat eller varit med i mars."
# {answer: persons by number as in `spring.PERSPECTIVES`}
ANSWERS = {
    "recognise": (1, 2, 4, 8, 10, 13, 15, 18, 19, 20, 21, 23, 26, 27, 28, 29, 30, 34),
    "partly": (3, 6, 7, 9, 16),
    "not_recognise": (31,),
}
# {person: (what is missing, another wording)}
REMARKS = {
    3: ("Att det också gäller när jag kommer till akuten mitt i natten.", ""),
    6: ("Vad som händer om jag ångrar det jag har sagt att de får veta.", ""),
    7: ("", "When I come to the next place, they already believe me."),
    9: ("", "… för någon som tänker stanna, eller för två som turas om."),
    18: ("Att jag som syster får säga vad jag vet utan att bli den som berättar.", ""),
    27: ("Att vi som frågar igen får se vad den andra har skrivit. Annars är det här bara en önskan.", ""),
    31: ("Det bygger på en enda person. Den blir sjuk, och då börjar det om.", ""),
}  # fmt: skip
LANGUAGES = {7: "en"}
# A view that was not adopted: (whose remark, text, who hold it).
DISSENT = (
    31,
    "Ett löfte om en person som stannar håller inte när hen blir sjuk. Två namn är bättre än ett.",
    "Medarbetare",
)
# Said by those behind a voice, when they saw how it stood: (note, answer, words, answer of the lab, written on).
OWN_VIEWS = (
    (
        "h17", "correct",
        "Det låter som om min bror inte kan tala för sig. Det kan han. Det var papperen jag höll reda på.",
        "Tack. Dina ord står kvar som du sa dem. I underlaget till nästa version har vi skrivit att det var papperen du "
        "höll reda på, och att din bror talar för sig själv. Stämmer det inte, säg till igen.",
        (10, 12),
    ),
    (
        "h39", "refuse",
        "Det jag sa handlade om att få vara mamma, inte om att berätta. Där hör det hemma, inte här.",
        "Tack för att du sa till. Dina ord visas inte längre här. Vi skriver på en målbild om dem som står nära, och den "
        "vill vi gärna att du läser innan den blir publik.",
        (10, 14),
    ),
    ("w01", "right", "", "", None),
)  # fmt: skip
