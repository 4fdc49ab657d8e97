"""Short Swedish words from nature and home for codes that are said over the phone.

No two are the same when å, ä and ö lose their marks; none is sad.
"""

WORDS = tuple(
    """
    abborre ädelgran åker ål älg alm älv äng äpple åra ärla ärt åska asp bäck backe bäver berg björk
    björn blåbär blad blåklint blåmes bofink bok bräken bro dagg dal damm delta dimma domherre duva ek
    ekorre ekoxe fågel fält fibbla fjäll fjäril fjord flod fors frö fura fyr gädda gärde gök gran gräs
    gren groda grönska grotta grund gryning hage häger hägg hallon hare hassel hav havre hed himmel
    hjort hjortron hö holme höst humla igelkott järpe jord jordgubbe kaj källa kantarell kaprifol
    kastanj klippa klocka klöver knopp korn körsbär kotte kråka kulle kust kvist lada lärk lärka
    lavendel lax lilja lind lingon ljung ljus lo lodjur loft lom lönn löv lund lykta malva mandel måne
    mark mås maskros morot mört mossa mylla myr myra näckros nektar nordan nötskrika nyckel nypon ocean
    odon olvon öring örn orre ört öst oxel park päron penna pil pion plommon poppel prästkrage rådjur
    råg raps räv regn renlav ripa rönn ros rosmarin rot ruska sädesärla sälg sand sarv sav segel sik
    siska sjö skarv skata skog skymning slån slända smultron snö sol solros sommar sparv spov stare sten
    stig stjärna strå strand ström svala svamp svan talgoxe tall tång tegel tid timjan tistel tjäder
    torp träd träff trana trappa trast tuva udde uggla utter våg vagn vall vante vår vass väst vatten
    väv vete vide vik vind vinge vinter viol vipa vitsippa
    """.split()
)
