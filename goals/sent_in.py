"""What a page of voices sends in, taken apart: ids, quotes, excerpts, and which sentences each voice carries."""

from __future__ import annotations

from uuid import UUID

from goals.models import Excerpt
from hlab.core.text import whole_number


def shown_sentences(sent) -> list[str]:
    """The sentences that were on the page."""
    return list(sent.getlist("mening"))


def ties(sent) -> dict[str, list[UUID]] | None:
    """{sentence: note ids} out of "2:note id", the sentences as they were on the page; None where there were none."""
    shown = shown_sentences(sent)
    if not shown:
        return None
    out: dict[str, list[UUID]] = {sentence: [] for sentence in shown}
    for value in sent.getlist("bar"):
        number, _colon, note = value.partition(":")
        at = whole_number(number)
        if 0 < at <= len(shown):
            out[shown[at - 1]] += ids([note])
    return out


def marked(sent) -> dict[UUID, UUID | None]:
    """{note id: excerpt id, or None for the whole note} out of "utdrag" (excerpt ids, from where they are marked) and
    of the choice beside each note ("utdrag-note id")."""
    rows = Excerpt.objects.filter(pk__in=ids(sent.getlist("utdrag"))).values_list("contribution_id", "pk")
    out: dict[UUID, UUID | None] = dict(rows) if sent.getlist("utdrag") else {}
    for name in sent:
        if name.startswith("utdrag-") and (note := ids([name.removeprefix("utdrag-")])):
            out[note[0]] = next(iter(ids([sent[name]])), None)
    return out


def quotes(values: list[str]) -> dict[UUID, int | None]:
    """{note id: row version that was on the page} out of "id:version"; None where no version came with it."""
    parts = [value.partition(":") for value in values]
    read = {pk: whole_number(version) if colon else None for pk, colon, version in parts}
    return {pk: read[str(pk)] for pk in ids([*read])}


def ids(values: list[str]) -> list[UUID]:
    """Note ids out of what was sent; what is no id at all is nobody's note."""
    out = []
    for value in values:
        try:
            out.append(UUID(value))
        except ValueError:
            continue
    return out
