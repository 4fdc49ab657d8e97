"""What the forty told in February, one story each, after the interview guide in `stories`. Invented, every word; nobody
real is quoted and no real place is named. Persons by number as in `spring.PERSPECTIVES`.

(person, {part: words}, {part: codes that the first coder set}). Here those who speak from own experience.
"""

OWN = (
    (1, {
        "before": "Jag jobbade natt på ett bageri och sov på dagen. Det gick, tills det inte gick.",
        "scene": "Den våren berättade jag samma sak för nio personer på fem veckor. Den sista skrev upp allt på ett papper och gav det till mig. Det pappret bar jag i innerfickan tills det gick sönder.",
        "helped": "Att någon hade frågat vad jag redan hade sagt, och till vem.",
        "wish": "Att jag får berätta när jag orkar, för någon som stannar.",
    }, {"scene": ("again",), "helped": ("again",), "wish": ("stays",)}),
    (2, {
        "scene": "Psykiatrin skickade mig till socialtjänsten för boendet, och socialtjänsten skickade mig tillbaka för intyget. Jag åkte buss mellan dem i tre veckor med ett kuvert. Ingen av dem ringde den andra.",
        "helped": "En enda person som visste vad de andra hade sagt. Jag hade inte behövt förstå hur det hänger ihop.",
        "after": "Till slut ringde en vikarie. Det tog elva minuter.",
    }, {"scene": ("messenger", "whose"), "helped": ("stays",), "after": ("call",)}),
    (3, {
        "before": "Ångesten kom först. Ölen kom sedan, för att den hjälpte mot ångesten.",
        "scene": "Den ena mottagningen sa att jag skulle sluta dricka innan de kunde utreda mig. Den andra sa att jag behövde må bättre innan de kunde hjälpa mig att sluta. Jag satt i bilen på parkeringen och visste inte åt vilket håll jag skulle köra.",
        "wish": "Att någon säger: vi börjar här, med det du orkar i dag.",
    }, {"scene": ("prove", "whose"), "wish": ("whole",)}),
    (4, {
        "scene": "Jag kom inte upp på två onsdagar. Sedan kom ett brev om att jag var utskriven. Det stod att jag var välkommen att söka igen, med ny remiss.",
        "helped": "Att de hade ringt på tredje onsdagen i stället för att skriva.",
        "after": "Det gick fjorton månader innan jag sökte igen.",
    }, {"scene": ("discharged",), "helped": ("call",), "after": ("waiting",)}),
    (5, {
        "before": "Jag har haft samma lägenhet i nitton år. Den höll mig kvar.",
        "scene": "När min kontaktperson slutade fick jag veta det av en lapp på dörren. Ingen visste vem som hade min plan. Jag hade den inte själv.",
        "helped": "Ett papper med namnet på den som har planen. Ett namn, inte en växel.",
    }, {"before": ("home",), "scene": ("breaks", "plan"), "helped": ("stays", "plan")}),
    (6, {
        "scene": "Jag fick blåsa innan jag fick prata om varför jag inte sov. Den gången hade jag inte druckit på fyra månader. Jag sa det, men ingen trodde mig förrän apparaten sa samma sak.",
        "helped": "Att samma läkare var där nästa gång också. Då slapp jag bevisa något.",
        "wish": "Att bli mött som den jag är den dagen.",
    }, {"scene": ("prove", "believed"), "helped": ("stays", "believed")}),
    (7, {
        "before": "I had a good job and two languages. Then I had neither sleep nor words.",
        "scene": "At the emergency ward I was calm because I was exhausted. They wrote that I was calm, and sent me home. The next time I shouted, and then they wrote that I was difficult.",
        "wish": "That somebody believes me while I am still calm.",
    }, {"scene": ("believed",), "wish": ("believed",)}),
    (8, {
        "scene": "Jag fick medicin mot ångesten i mars och en tid för suget i september. Däremellan skulle jag hålla mig hel. Det gjorde jag inte.",
        "helped": "Allt i samma hus, samma vecka. Jag hade gått dit även om det låg långt bort.",
    }, {"scene": ("waiting", "whole"), "helped": ("whole",)}),
    (9, {
        "before": "Det som gick bra var kvällarna på kamratföreningen. Där frågade ingen efter remiss.",
        "scene": "En av dem på föreningen följde med mig till det första mötet. Hon sa inget på hela tiden, men hon satt där. Efteråt kom vi ihåg olika saker, och tillsammans blev det nästan allt.",
        "wish": "Att den som följer med får en stol, utan att man behöver förklara varför.",
    }, {"before": ("peers",), "scene": ("peers", "beside"), "wish": ("beside",)}),
    (10, {
        "scene": "Kun puhun suomea, olen sama ihminen kuin ennen. Ruotsiksi olen vain diagnoosi. Tulkki vaihtui joka kerta, ja joka kerta aloitin alusta.",
        "wish": "Joku, jonka kanssa voin puhua suomea ja joka muistaa, mitä jo kerroin.",
    }, {"scene": ("again", "language"), "wish": ("stays", "language")}),
    (11, {
        "before": "Jag har två barn. De är det viktigaste, så dem pratade jag inte om.",
        "scene": "Frågan var hur mycket jag drack. Jag svarade hälften, för jag trodde att svaret handlade om barnen. Ingen hade sagt vad som händer med det jag säger.",
        "helped": "Att få veta vad som gäller innan jag svarade.",
    }, {"before": ("children",), "scene": ("children", "shame"), "helped": ("told",)}),
    (12, {
        "scene": "På planeringsmötet var det sju personer. Den enda som kände mig var min kontaktperson på boendet, och hon fick vänta i korridoren. De sa att det var sekretess, fast det var jag som ville ha henne där.",
        "wish": "Att jag får bestämma vilka som sitter runt mitt bord.",
    }, {"scene": ("plan", "beside"), "wish": ("beside", "plan")}),
    (13, {
        "before": "Det var skulderna som höll mig vaken, inte suget.",
        "scene": "En kväll satt en skuldrådgivare på mottagningen. Jag hade egentligen en annan tid, men vi började med kuverten i stället. Det var första natten jag sov.",
        "helped": "De läste upp vad de hade skrivit och frågade om det var mina ord.",
        "after": "Jag dricker fortfarande ibland. Men jag öppnar posten.",
    }, {"before": ("money",), "scene": ("money", "whole"), "helped": ("told",), "after": ("between",)}),
    (14, {
        "scene": "När jag flyttade till ett annat län följde allting med utom jag. På första mötet läste de upp vad jag hade sagt för sex år sedan. Jag har blivit någon annan sedan dess.",
        "wish": "Att få välja vad som följer med. Jag vill inte alltid vara min diagnos.",
    }, {"scene": ("own_story",), "wish": ("own_story",)}),
    (15, {
        "scene": "كل مرة مترجم جديد وموظف جديد. أعرف الطريق إلى المكتب، ولا أعرف اسم الشخص الذي يقرر.",
        "wish": "أن يبقى المترجم نفسه، وأن يعرّفني أحدهم باسمه ويقول: أنا المسؤول.",
    }, {"scene": ("language", "again"), "wish": ("language", "stays")}),
    (16, {
        "before": "Jag märkte det tidigt. Jag ringde i april.",
        "scene": "I november fick jag en tid. Den sommaren hade jag slutat arbeta, och i september hade jag slutat svara i telefonen. När tiden kom låg kallelsen under en hög reklam.",
        "wish": "Att den som ringer i tid får hjälp i tid.",
    }, {"before": ("early",), "scene": ("waiting",), "wish": ("early",)}),
    (17, {
        "before": "Det var boendestödet som höll ihop mina veckor. Måndag, onsdag, fredag.",
        "scene": "När jag blev inlagd pausades boendestödet, för så är reglerna. När jag kom hem efter tre veckor var hon som brukade komma på ett annat uppdrag. Jag började om med någon som inte visste att jag inte tål när man ringer på.",
        "helped": "Att hon hade fått komma och hälsa på medan jag var inlagd.",
    }, {"before": ("between",), "scene": ("breaks", "again"), "helped": ("stays",)}),
)  # fmt: skip
