"""The finished workshop in March: forty people and what they said. All of it is invented."""

WORKSHOP = {
    "title": "Verkstad i tre län: vad ska vården leda till?",
    "place": "Ekby, Alnö och Sundvik",
    "welcome": "Välkommen. Vi börjar med att skriva i lugn och ro.",
    "support_person": "Mira i rummet, hon har rosa tröja",
}
STEPS = (
    ("brainstorm", "Vad skulle ha hjälpt dig, eller den du bryr dig om?",
     "Tänk på en gång när vården inte hängde ihop. Du behöver inte berätta om det svåraste.", 20, None),
    ("brainstorm", "När fungerade det, och vad gjorde att det fungerade?", "Även det lilla räknas.", 15, None),
    ("cluster", "Vilka lappar hör ihop?", "", 30, 1),
    ("dot_vote", "Vad ska vi prata mer om?", "", 10, 3),
)  # fmt: skip
THEMES = (
    ("holds", "En person som håller i"),
    ("door", "Bli insläppt direkt"),
    ("know", "Få veta vad som gäller"),
    ("both", "Hjälp med allt på samma gång"),
    ("close", "Att närstående får plats"),
)
# How the forty speak, by number: 1–17 own experience, 18–26 close ones, 27–34 staff, 35–37 managers, 38–40 elected.
PERSPECTIVES = (
    *("lived",) * 17, *("relative",) * 9, *("staff",) * 8, *("manager",) * 3, *("elected",) * 3,
)  # fmt: skip
PAPER = {5, 9, 14, 21, 25, 30}
PHONE = {11, 24}
NO_QUOTE = {2, 8, 13, 19, 28, 33, 36, 40}
WITHDRAWN = "Öppet på lördagar."
# (person, step, theme or "", text)
NOTES = (
    (1, 1, "holds", "Att någon ringde tillbaka samma dag, även om svaret var att det dröjer."),
    (1, 1, "holds", "Någon som visste vad de andra redan hade sagt."),
    (2, 1, "door", "Att få komma fast det var en dålig dag."),
    (3, 1, "both", "Jag fick höra att jag skulle bli nykter först. Sedan att jag skulle må bättre först."),
    (3, 1, "know", "Ett papper där det stod vem som gör vad."),
    (4, 1, "holds", "Jag har berättat allt för nio personer på fem veckor. Den tionde fick ett papper."),
    (5, 1, "door", "Ingen kö innan någon lyssnat."),
    (6, 1, "both", "Samma läkare för tabletterna och för ångesten."),
    (6, 1, "holds", "Att hon som kände mig inte bytte jobb. Eller att någon sa det i förväg."),
    (7, 1, "know", "Jag visste inte att jag fick säga nej till att uppgifterna delades."),
    (8, 1, "door", "Att det inte spelade roll vilken dörr jag kom till."),
    (9, 1, "", "Öppet på lördagar."),
    (9, 1, "holds", "En människa med namn. Inte en funktion."),
    (10, 1, "both", "När jag mådde som sämst var jag för sjuk för den ena och för frisk för den andra."),
    (10, 1, "know", "Få läsa planen innan mötet i stället för på mötet."),
    (11, 1, "holds", "Att någon frågade hur det gick en vecka senare."),
    (12, 1, "door", "En plats att sova som inte krävde att allt annat var löst."),
    (12, 1, "", "Jag vill inte att allt ska följa med mig. På ett nytt ställe vill jag få vara någon annan än min diagnos."),
    (13, 1, "both", "Hjälp med skulderna samtidigt. De höll mig vaken mer än suget."),
    (14, 1, "know", "Att någon förklarade vad en samordnad individuell plan är, med vanliga ord."),
    (15, 1, "holds", "Samma namn i luren hela vägen."),
    (15, 1, "door", "Att återfall inte betydde att jag åkte ut."),
    (16, 1, "both", "Någon som såg mig och inte två remisser."),
    (17, 1, "know", "Somebody explaining in English what would happen next."),
    (18, 1, "close", "Jag blev min brors journal. Jag kan alla datum utantill."),
    (18, 1, "holds", "Ett papper med namn på den som håller i min brors plan."),
    (19, 1, "close", "Att någon frågade hur jag mådde också."),
    (20, 1, "close", "Att få lämna uppgifter även när ni inte får lämna några till mig."),
    (21, 1, "door", "Någonstans att ringa på natten som inte är ambulansen."),
    (22, 1, "know", "Få veta vad som gäller när hon fyller arton."),
    (23, 1, "close", "Slippa vara den som samordnar. Jag ville bara vara mamma."),
    (24, 1, "both", "Att psykiatrin och kommunen satt i samma rum en enda gång."),
    (25, 1, "holds", "När kontaktpersonen var sjuk i tre månader kom ingen i stället."),
    (26, 1, "close", "Ett möte där min man fick prata själv och jag fick stå ut med att vara tyst."),
    (27, 1, "know", "Jag frågar igen för att jag inte ser vad kommunen skrev."),
    (28, 1, "holds", "Tid i schemat för samtalet mellan besöken. Det är där det händer."),
    (29, 1, "both", "Att få ringa beroendemottagningen utan att skriva remiss först."),
    (30, 1, "door", "Vi säger nej för att vi räknas på väntetid, inte på hur det gick."),
    (31, 1, "know", "En gemensam plan som går att öppna från båda hållen."),
    (32, 1, "close", "Rutin för att bjuda in närstående tidigt, inte när allt har gått fel."),
    (33, 1, "both", "Vi har två utbildningar och ett gemensamt fikarum. Det sista hjälper mest."),
    (34, 1, "holds", "Att få följa personen över tröskeln till nästa, en halvtimme räcker."),
    (35, 1, "holds", "Mandat att låta någon följa personen även utanför vår enhet."),
    (36, 1, "both", "En budget som två huvudmän får använda tillsammans."),
    (37, 1, "know", "Jag mäts på antal besök. Den som inte behöver komma syns inte."),
    (38, 1, "know", "Jag sitter i nämnden och förstod inte orden i underlaget. Det borde jag ha sagt högre."),
    (39, 1, "holds", "Att vi frågar vad som hände sedan, inte bara om beslutet blev fattat."),
    (40, 1, "door", "Att vi inte lägger ner det som fungerar för att det är litet."),
    (1, 2, "", "En sjuksköterska som visste vad de andra redan hade sagt."),
    (3, 2, "", "Boendestödet som kom även när jag inte öppnade. Till slut öppnade jag."),
    (5, 2, "", "Föreningen på torsdagar. Där är jag bara jag."),
    (7, 2, "", "Läkaren sa: jag vet inte, men jag tar reda på det. Och gjorde det."),
    (8, 2, "", "Jag fick komma fast det var en dålig dag."),
    (10, 2, "", "De två som jobbade ihop på kvällsmottagningen. Jag märkte inte vem som hörde till vad."),
    (11, 2, "", "Att samma person ringde varje måndag i ett halvår."),
    (13, 2, "", "En handläggare som kunde säga ja direkt."),
    (16, 2, "", "När planen låg i min telefon och inte i deras pärm."),
    (18, 2, "", "Någon frågade hur jag mådde också."),
    (20, 2, "", "Kuratorn ritade upp vilka som fanns. Det var elva. Jag grät, sedan valde vi tre."),
    (22, 2, "", "Skolsköterskan släppte inte taget förrän nästa hade tagit i."),
    (24, 2, "", "Att de ringde mig innan de skrev ut honom, inte efter."),
    (27, 2, "", "Vi hann läsa planen innan mötet."),
    (29, 2, "", "När beroendesköterskan satt hos oss på onsdagar slutade vi skicka remisser."),
    (32, 2, "", "Chefen sa att det var rätt att det tog tid."),
    (34, 2, "", "Kommunen och vi hade samma telefonnummer ett helt år. Sedan tog pengarna slut."),
    (35, 2, "", "Vi slutade räkna besök en månad på prov. Ingen fick sämre vård."),
    (38, 2, "", "En kvinna berättade i nämnden. Efter det var beslutet inte svårt."),
)
# Dots on the themes by people number (three each), in the order of THEMES.
DOTS = {
    **{n: (2, 1, 0, 0, 0) for n in (1, 4, 9, 15, 28, 34, 35, 39)},
    **{n: (1, 1, 0, 1, 0) for n in (2, 5, 8, 12, 16, 21, 30, 40)},
    **{n: (0, 0, 1, 2, 0) for n in (3, 6, 10, 13, 24, 29, 33, 36)},
    **{n: (1, 0, 1, 0, 1) for n in (7, 14, 17, 22, 27, 31, 37, 38)},
    **{n: (1, 0, 0, 0, 2) for n in (18, 19, 20, 23, 26, 32)},
}
