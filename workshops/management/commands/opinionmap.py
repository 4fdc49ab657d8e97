"""Turn a file of votes into an opinion map, told as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import CommandError

from hlab.core.commands import TellingCommand
from hlab.stats.opinion import BadVotes, opinion_map
from hlab.stats.opinion.document import document
from hlab.stats.opinion.reading import BadFile, read_moderation, read_votes
from hlab.stats.opinion.votes import never_put

MAX_BYTES = 500_000_000

HELP = """Läser röster på påståenden (håller med 1, passar 0, håller inte med -1) ur en CSV-fil och skriver
åsiktskartan som ett JSON-dokument. Inget sparas."""

MORE = """filen
  bred   participant och en kolumn per påstående; tomt betyder att personen inte har sett det.
         Pol.is participants-votes.csv går att läsa som den är
  lång   participant, statement, vote: en röst per rad, den sista rösten gäller
         (Pol.is votes.csv går också att läsa; där gäller tidsstämpeln)
  Andra kolumner läses inte.

  Med --comments läses vilka påståenden som har avvisats (moderated -1). Utan listan räknas
  ett påstående som bara en enda person har röstat på som aldrig utlagt för de andra.

slutar med
  0  kartan är utskriven. Läs drawable och reason innan grupper visas för någon
  1  filen gick inte att läsa; felet står med rad och fält, och inget är utskrivet
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = HELP
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV-filen med röster; , ; eller tabb mellan")
        parser.add_argument("--comments", type=Path, help="Pol.is comments.csv: vilka påståenden som har avvisats")
        parser.add_argument("--seed", type=int, default=0, help="frö för slumpen; samma frö ger samma karta")

    def handle(self, *, file: Path, comments: Path | None, seed: int, **options):
        if seed < 0:
            raise CommandError("--seed: fröet ska vara ett helt tal, minst 0.")
        try:
            known, rejected = read_moderation(_text(comments)) if comments else (None, None)
            votes = read_votes(_text(file), known=known).votes
            found = opinion_map(votes, rejected=never_put(votes) if rejected is None else rejected, seed=seed)
        except (BadFile, BadVotes) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(json.dumps(document(found), allow_nan=False))


def _text(file: Path) -> str:
    if not file.is_file():
        raise CommandError(f"Filen {file} finns inte.")
    if file.stat().st_size > MAX_BYTES:
        raise CommandError(f"Filen {file} är för stor: högst {MAX_BYTES // 1_000_000} MB.")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"Filen {file} går inte att läsa: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(
            f"Filen {file} är inte text i UTF-8. Spara den som CSV med teckenkodningen UTF-8."
        ) from error
