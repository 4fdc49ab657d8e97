"""What commands that read files in and write them out share: the words of their help, the file, and where it goes."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError


class TellingCommand(BaseCommand):
    """A command whose --help ends with `more`, line by line as it is written: examples and what it ends with."""

    more = ""

    def create_parser(self, prog_name, subcommand, **kwargs):
        shape = {"formatter_class": RawDescriptionHelpFormatter, "epilog": self.more}
        return super().create_parser(prog_name, subcommand, **shape, **kwargs)

    def give(self, made: bytes, output: Path | None) -> None:
        """Write to the file, or on the screen without one. Raises CommandError."""
        if output is None:
            self.stdout.write(made.decode(), ending="")
            return
        try:
            output.write_bytes(made)
        except OSError as error:
            raise CommandError(f"Filen {output} går inte att skriva: {error.strerror}.") from error


def content_of(file: Path, *, most: int, too_large: Callable[[], object]) -> bytes:
    """What is in a file of at most so many bytes. too_large: what to say of a larger one. Raises CommandError."""
    if not file.is_file():
        raise CommandError(f"Filen {file} finns inte.")
    if file.stat().st_size > most:
        raise CommandError(str(too_large()))
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"Filen {file} går inte att läsa: {error.strerror}.") from error
