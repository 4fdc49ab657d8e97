"""The same, told by those who stand beside, work there or decide. See `stories_own`."""

BESIDE = (
    (18, {
        "before": "Jag är storasyster. Jag är också journal, chaufför och väckarklocka.",
        "scene": "På akuten frågade de min bror vilken medicin han hade fått senast. Han tittade på mig. Jag kan alla datum utantill, men ingen hade frågat om jag fick säga dem.",
        "wish": "Ett papper med namn på den som håller i hans plan, så att jag får vara syster igen.",
    }, {"before": ("beside",), "scene": ("messenger", "beside"), "wish": ("plan", "beside")}),
    (19, {
        "scene": "Min man fick en tid som ställdes in tre gånger. Fjärde gången gick han dit ändå och satte sig i väntrummet. En sköterska kom ut och sa att hon inte kunde göra något men att hon kunde sitta med honom en stund.",
        "after": "Han pratar fortfarande om den stunden. Det var inte en tid, det stod ingenstans.",
    }, {"scene": ("waiting", "call"), "after": ("call",)}),
    (20, {
        "scene": "Vår dotter fick två planer. I den ena stod det att hon skulle bo hemma, i den andra att hon inte skulle göra det. Ingen av dem som hade skrivit visste om den andra. Vi läste dem högt för varandra vid köksbordet.",
        "helped": "Ett möte där båda planerna låg på bordet.",
        "wish": "En plan. En enda.",
    }, {"scene": ("plan",), "helped": ("plan",), "wish": ("plan",)}),
    (21, {
        "before": "Jag har lärt mig att inte ringa på fredagar.",
        "scene": "En fredag ringde jag ändå, för att hon inte svarade. Jag fick rådet att kontakta öppenvården på måndag. Jag satt i trappan utanför hennes dörr till lördag morgon.",
        "wish": "Någon att ringa mellan fredag och måndag som vet vem hon är.",
    }, {"before": ("between",), "scene": ("between", "beside"), "wish": ("between", "stays")}),
    (22, {
        "scene": "Jag skriver det här åt min son, och han har sagt ja till det. Han missade en tid för att han låg under täcket. Då ska man inte behöva söka om. Då ska någon sätta sig på sängkanten.",
        "wish": "Att en missad tid blir ett besök och inte ett brev.",
    }, {"scene": ("discharged",), "wish": ("discharged",)}),
    (23, {
        "before": "Mina barn visste mer än vi trodde.",
        "scene": "När deras pappa lades in fick jag en broschyr för vuxna. Min tioåring frågade om det var hans fel, i bilen, på väg till träningen. Jag hade inget att säga, för ingen hade sagt något till mig.",
        "helped": "Att någon hade talat med barnen samma vecka, inte på våren.",
    }, {"before": ("children",), "scene": ("children", "told"), "helped": ("children",)}),
    (24, {
        "before": "Min mamma är åttioett och min bror är femtiofyra. Det är hon som kör.",
        "scene": "Varje månad kör hon honom nio mil till mottagningen, och varje månad får de vänta en timme. När hon bröt armen fanns det ingen annan väg dit.",
        "helped": "Ett samtal på skärm varannan gång. De sa att det inte gick på den mottagningen.",
    }, {"before": ("beside",), "scene": ("waiting", "beside"), "helped": ("between",)}),
    (25, {
        "scene": "De frågade aldrig hur jag hade det. När jag själv blev sjukskriven var det ingen som såg att det hängde ihop.",
        "wish": "Att den som stöttar får fråga om stöd utan att det blir ett ärende.",
    }, {"scene": ("beside",), "wish": ("beside",)}),
    (26, {
        "scene": "När vår son skrevs ut från behandlingshemmet stod det ”eftervård i hemkommunen” på pappret. Hemkommunen hade inte fått pappret. I elva dagar var vi eftervården.",
        "helped": "Att någon ringde över innan han åkte därifrån.",
        "wish": "Att överlämningen är ett möte och inte ett kuvert.",
    }, {"scene": ("handover", "beside"), "helped": ("handover", "call"), "wish": ("handover",)}),
    (27, {
        "scene": "Jag frågar samma frågor som kommunen redan har ställt, för jag ser inte vad de skrev. Jag ser att personen suckar. Jag tycker själv att det är pinsamt.",
        "helped": "Att vi satt tillsammans en förmiddag och skrev i samma dokument, personen också.",
    }, {"scene": ("again", "systems"), "helped": ("team", "own_story")}),
    (28, {
        "before": "Jag har arbetat i öppenvården i sjutton år.",
        "scene": "Efter två missade besök ska jag avsluta, annars räknas platsen som tom. I höstas skrev jag ut en man som jag visste låg hemma och inte kom upp. Han blev en siffra som stämde.",
        "wish": "Att få ha kvar en patient som uteblir, och att det räknas som arbete att leta efter honom.",
    }, {"scene": ("discharged", "counted"), "wish": ("counted",)}),
    (29, {
        "scene": "En gång satt personen kvar i rummet medan jag ringde kollegan i kommunen. Vi la telefonen på bordet. Det tog tjugo minuter, och jag fick stryka nästa besök.",
        "after": "Det blev den bästa planen jag har skrivit. I statistiken blev det ett bortfall.",
    }, {"scene": ("team", "call"), "after": ("counted",)}),
    (30, {
        "scene": "Vi på beroendemottagningen och psykiatrin bedömde tillsammans, vid samma bord, en gång. Det var för att en lokal var trasig och vi fick dela. Ingen behövde vänta på någon annans svar.",
        "wish": "Att vi får göra så utan att något först går sönder.",
    }, {"scene": ("team", "whole"), "wish": ("team",)}),
    (31, {
        "scene": "Jag var hennes fasta kontakt. Jag blev sjuk i februari, och då fanns det ingen fast kontakt. Det var inte meningen att allt skulle hänga på mig, men det gjorde det.",
        "wish": "Två namn på pappret i stället för ett.",
    }, {"scene": ("breaks",), "wish": ("team", "stays")}),
    (32, {
        "before": "Jag är hos honom fyra gånger i veckan. Jag vet när han har slutat duscha.",
        "scene": "När planen skulle skrivas fick jag veta det efteråt. Det stod i den att han fungerar väl i hemmet. Det gjorde han inte, men det var ingen som frågade den som är där.",
        "wish": "Att den som träffar personen mest blir tillfrågad först.",
    }, {"before": ("between",), "scene": ("plan", "team"), "wish": ("team",)}),
    (33, {
        "scene": "Vi hade en plats ledig. Kommunen hade en person. Det tog sex veckor att reda ut vems budget det var, och då var platsen borta.",
        "wish": "Att få säga ja först och reda ut det sedan.",
    }, {"scene": ("whose", "waiting"), "wish": ("whose",)}),
    (34, {
        "scene": "Jag följde henne över till det nya stället. En halvtimme, vi drack kaffe med den som skulle ta över. Hon sa efteråt att det var första gången hon inte kände sig bortlämnad.",
        "helped": "En chef som inte frågade vad jag skulle skriva det som.",
    }, {"scene": ("handover", "team"), "helped": ("counted",)}),
    (35, {
        "scene": "Jag la ner en kvällsmottagning som fungerade. De som kom dit kom inte tillbaka till oss på dagen, och det såg ut som om vi tappade besök. Jag hade inget sätt att visa att de mådde bättre.",
        "wish": "Att jag får redovisa det som blev bättre och inte bara det som blev gjort.",
    }, {"scene": ("counted",), "wish": ("counted",)}),
    (36, {
        "scene": "Vi chefer från kommunen och regionen brukar träffas när något har gått fel. I våras träffades vi en gång utan skäl. Vi kom på tre saker på två timmar, och en av dem gjorde vi.",
        "wish": "Ett möte i kvartalet som inte handlar om en avvikelse.",
    }, {"scene": ("team", "whose"), "wish": ("team",)}),
    (37, {
        "scene": "Mina medarbetare har två system och tre rutiner för samma samtal. När jag frågade varför var svaret att den ena rutinen kom med ett bidrag som tog slut för fyra år sedan.",
        "helped": "Att vi fick ta bort en rutin. Det hade ingen sagt att man får.",
    }, {"scene": ("systems",), "helped": ("systems",)}),
    (38, {
        "before": "Jag har suttit i nämnden i åtta år.",
        "scene": "Jag visste inte att man kan bli utskriven för att man är för sjuk för att komma. Det stod inte i något underlag. En man berättade det för mig på ett torgmöte.",
        "wish": "Att en berättelse får stå först i handlingarna, före tabellen.",
    }, {"scene": ("discharged", "counted"), "wish": ("counted",)}),
    (39, {
        "scene": "Vi beslutar om halva personen var, regionen och vi. En kväll läste vi samma ärende i båda nämnderna utan att veta om det. Det kom fram på en skoltrappa, mellan två föräldrar.",
        "wish": "Att få se ett ärende där båda halvorna finns med.",
    }, {"scene": ("whose", "whole"), "wish": ("whole",)}),
    (40, {
        "scene": "Jag fick följa med boendestödet en dag. Hos den tredje personen hängde en kalender med fem olika pennor. Fem ställen hade skrivit in sig, ingen hade tittat på de andras färg.",
        "wish": "Att någon äger kalendern, och att det är den som bor där.",
    }, {"scene": ("plan", "whose"), "wish": ("own_story", "plan")}),
)  # fmt: skip
