"""What the example lab's people thought that the figures mean, and what those who contributed were told. Invented."""

from datetime import date

from hlab.cms.demo.indicators import CLOSE, DOOR, ONCE, QUIET

WHY_GAP = "Mellanrummet på kartan är samma väntan, sedd från den som väntar."
# (målbild, area or None, dimension of the national patient survey, why)
DIMENSIONS = (
    (ONCE, None, "continuity", "Enkätens frågor om samordning ligger närmast, men gäller alla patienter."),
    (DOOR, None, "access", "Tillgänglighet räknar den som kom in. Målbilden gäller också den som inte gjorde det."),
    (CLOSE, None, "participation", "Närståendes delaktighet frågas det om, men inte om de slipper samordna."),
)
MEANINGS = (
    {
        "goal": ONCE, "indicator": "slapp-beratta-allt-igen", "unit": "X1",
        "roles": "Två med egen erfarenhet, en närstående, en sjuksköterska i kommunen, en läkare på vårdcentral, "
        "analytikern",
        "question": "Varför slipper fler berätta igen i Norrdal sedan i höstas, men inte de yngsta?",
        "meaning": "Den fasta kontakten på kvällsmottagningen läser det som redan är skrivet innan mötet. Unga möter "
        "oftare nya personer, och deras tidigare berättelser ligger kvar hos skolan.",
        "disagreed": "En av oss tror att det beror på att färre får komma tillbaka, inte på att fler blir lästa. Det "
        "går inte att se i siffrorna.",
        "trying": "Ungdomsmottagningen i Ekby skriver ner berättelsen tillsammans med personen, som tar med sig den.",
        "responsible": "Enhetschefen för öppenvården, Region Norrdal", "next_on": date(2027, 2, 9),
    },
    {
        "goal": DOOR, "indicator": "blev-inte-hanvisad-vidare", "unit": "X2",
        "roles": "En med egen erfarenhet, en kurator på beroendemottagning, en socialsekreterare, två från brukarrådet",
        "question": "Vad hände i Västmark när fler blev hänvisade vidare?",
        "meaning": "Mottagningen stängde för nya i två månader. De som ringde fick ett nummer till ett annat ställe, och "
        "det är det de svarar om.",
        "trying": "Den som ringer får ett namn och en tid, också när tiden är hos någon annan.",
        "responsible": "Verksamhetschefen för beroendemottagningen, Region Västmark", "next_on": date(2027, 1, 19),
    },
    {
        "goal": QUIET, "indicator": "dagar-utan-kontakt-efter-utskrivning", "unit": "X1",
        "roles": "Två närstående, en boendestödjare, en sjuksköterska från heldygnsvården",
        "question": "Dagarna utan kontakt blir färre. Märks det?",
        "meaning": "Ja, för dem som har boendestöd. För dem som inte har det vet vi inte: de finns i samma median.",
        "disagreed": "Närstående säger att ett samtal inte är en kontakt om ingen frågar hur det är.",
    },
)  # fmt: skip
