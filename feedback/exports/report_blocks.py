"""A report in the order that an inquiry hands it in: summary, each proposal against the målbilder, remarks by role with
their answers, how it was done and what it cannot tell, and the proposals themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.enums import Dimension, Fidelity, Side, Stance
from feedback.exports.blocks import Block, Heading, Paper, Points, Sheet, Shown, Words
from feedback.exports.report_numbers import numbers
from feedback.exports.scene_pictures import picture
from feedback.models import ProposalVersion, Scene
from feedback.queries.matrix import OWN, Cell
from feedback.queries.report import OTHERS, Report, Said, Tried
from hlab.labs.enums import Perspective

day = partial(date_format, format="j F Y")


def paper(report: Report) -> Paper:
    """The report as what it says."""
    title = _("Redovisning: %(title)s") % {"title": report.round.title}
    marks = [_("Inget är beslutat. Underlag till utredningen, inte ett remissvar.")]
    if report.is_demo:
        marks.insert(0, _("Exempeldata: alla personer, orter och siffror är påhittade."))
    blocks = (*_summary(report), *_proposals(report), *_remarks(report), *_method(report), *_appendix(report))
    missing = [block.caption for block in blocks if isinstance(block, Shown) and block.png is None and block.alt]
    if missing:
        blocks = (*blocks, Heading(_("Bilder som saknas"), 2), Points(tuple(missing)))
    return Paper(title, report.round.lab.name, tuple(marks), blocks)


def _summary(report: Report) -> Iterator[Block]:
    row = report.round
    yield Heading(_("Sammanfattning"))
    yield Words(_("Tillfrågade: %(asked)s") % {"asked": row.asked})
    said = {"opened": day(row.opened_at), "closed": day(row.closed_at or row.closes_at), "by": row.decider}
    yield Words(_("Rundan var öppen %(opened)s till %(closed)s. Beslut fattas av: %(by)s.") % said)
    yield Words(_("Det gick att påverka: %(scope)s") % {"scope": row.open_scope})
    yield Words(_("Det var redan bestämt: %(scope)s") % {"scope": row.closed_scope})
    rows = []
    for tried in report.tried:
        people = str(tried.result.total.n) if tried.result and tried.result.total else _("Visas inte, för få")
        rows.append((tried.version.citation, _title(tried.version), people, _at_least(tried.remarks)))
    yield Sheet(
        _("Vad som prövades"), _("Varje version, hur många personer som svarade och hur många synpunkter de lämnade"),
        (_("Version"), _("Rubrik"), _("Personer"), _("Synpunkter")), tuple(rows),
    )  # fmt: skip
    verdicts = [(answer.title, answer.get_verdict_display()) for answer in report.answers]
    if verdicts:
        yield Sheet(_("Ställningstaganden i korthet"), _("Vad synpunkterna handlade om och vad det ledde till"),
                    (_("Fråga"), _("Ställningstagande")), tuple(verdicts))  # fmt: skip
    yield Words(_open(report))


def _title(version: ProposalVersion) -> str:
    """What a version is called wherever it is named: a provotype is never taken for a proposal."""
    if version.proposal.is_provotype:
        return _("%(title)s (tankeväckare, inte ett förslag)") % {"title": version.title}
    return version.title


def _open(report: Report) -> str:
    n = report.open_remarks
    if n is None:
        return _("Alla synpunkter har fått svar.")
    said = _("Minst %(n)d synpunkter saknar svar.") % {"n": n} if n else _("Färre än fem synpunkter saknar svar.")
    return f"{said} {report.round.unanswered_reason}".strip()


def _at_least(n: int) -> str:
    return _("minst %(n)d") % {"n": n} if n else _("färre än fem, eller ingen")


def _proposals(report: Report) -> Iterator[Block]:
    yield Heading(_("Förslagen mot målbilderna"))
    if report.matrix.missing:
        n = len(report.matrix.missing)
        said = ngettext(
            "Redovisningen är inte hel: %(n)d ruta saknas.", "Redovisningen är inte hel: %(n)d rutor saknas.", n
        )
        yield Words(said % {"n": n}, strong=True)
    for version in report.matrix.versions:
        yield Heading(f"{version.citation} {version.title}", 2)
        yield Words(version.summary)
        cells = [cell for line in report.matrix.lines for cell in line.cells if cell.version == version]
        if cells:
            yield Sheet(
                _("%(citation)s mot målbilderna") % {"citation": version.citation},
                _("För varje målbild utredningens redovisning och hur andra ser det, med skäl"),
                (_("Målbild"), _("Utredningen"), _("Andra")),
                tuple((f"{cell.goal.title} ({cell.goal.citation})", *_accounts(cell)) for cell in cells),
            )


def _accounts(cell: Cell) -> tuple[str, str]:
    own = f"{cell.own.get_leads_display()}. {cell.own.reason}" if cell.own else _("Inte redovisat")
    others = (
        f"{Perspective(row.perspective).label}: {row.get_leads_display()}. {row.reason}"
        for row in cell.others
        if row.perspective != OWN
    )
    return own, "\n".join(others) or _("Ingen annan har sagt något")


def _remarks(report: Report) -> Iterator[Block]:
    yield Heading(_("Synpunkter och svar"))
    yield Words(_("Bara ord som personen har gått med på att visa, och som någon har läst igenom, står här. Siffran "
                  "efter varje synpunkt är numret på svaret."))  # fmt: skip
    for tried in report.tried:
        yield Heading(f"{tried.version.citation} {_title(tried.version)}", 2)
        yield from numbers(tried)
        for who, lines in tried.said.items():
            label = str(Perspective(who).label) if who != OTHERS else _("Andra perspektiv")
            yield Heading(label, 3)
            yield Sheet(
                _("Synpunkter: %(who)s") % {"who": label}, _("Fråga, vad den handlar om, synpunkt och svar"),
                (_("Fråga"), _("Handlar om"), _("Synpunkt"), _("Svar")),
                tuple((_question(line), line.about, line.words, _answered(line, report)) for line in lines),
            )  # fmt: skip
        if not tried.said:
            yield Words(_("Inga ord får visas."))
        yield from _must_hold(tried)
    yield Heading(_("Svaren"), 2)
    for number, answer in enumerate(report.answers, start=1):
        yield Heading(f"{number}. {answer.title}", 3)
        yield Words(f"{answer.get_verdict_display()}. {answer.reason}")
        changed = f" {answer.changed_in.citation}" if answer.changed_in else ""
        facts = {"who": answer.decider, "day": day(answer.decided_on)}
        yield Words(_("Beslutat av %(who)s, %(day)s.") % facts + (_(" Syns i") + changed + "." if changed else ""))


def _question(line: Said) -> str:
    """Which question a remark answers; of a consequence also what it is about, for whom, and which way it speaks."""
    if not line.dimension:
        return line.part
    return _("%(part)s: %(about)s. För: %(who)s. %(stance)s.") % {
        "part": line.part, "about": Dimension(line.dimension).label, "who": Perspective(line.concerns).label,
        "stance": Stance(line.stance).label,
    }  # fmt: skip


def _answered(line: Said, report: Report) -> str:
    if line.answer is None:
        return _("Inget svar")
    answer = report.answers[line.answer - 1]
    return f"{line.answer}. {answer.title} ({answer.get_verdict_display()})"


def _must_hold(tried: Tried) -> Iterator[Block]:
    if tried.assumptions:
        yield Sheet(
            _("Det som måste vara sant för %(citation)s") % {"citation": tried.version.citation},
            _("Antaganden med vem som vet, risk, läge och vad som är lärt"),
            (_("Antagande"), _("Vem vet"), _("Risk"), _("Läge"), _("Lärt")),
            tuple(
                (row.text, row.who_knows or "–", row.get_risk_display(), row.get_status_display(), row.learned or "–")
                for row in tried.assumptions
            ),
        )


def _method(report: Report) -> Iterator[Block]:
    row = report.round
    yield Heading(_("Så gjordes det, och vad det inte säger"))
    yield Points(
        (
            _("Synpunkter lämnades på nätet, på plats, på papper och per telefon, utan konto. Den som ville fick en "
              "kod för att ändra sitt svar och läsa svaret på det."),
            _("En person räknas en gång per version, också den som svarar på flera sätt."),
            _("Grupper med färre än %(k)d personer visas inte, och inte heller tal som de går att räkna ut ur.")
            % {"k": row.k},
            _("De som har svarat är inget urval. Talen säger hur de som svarade ser på det, inte hur vanligt det är."),
            _("Ställningstagandena är den utredandes. De som svarade har sagt vad de tycker, inte röstat."),
        )
    )  # fmt: skip
    versions = ", ".join(tried.version.citation for tried in report.tried)
    yield Words(_("Prövade versioner: %(versions)s. Sammanställt %(day)s.")
                % {"versions": versions, "day": day(localtime(report.made_at))})  # fmt: skip


def _appendix(report: Report) -> Iterator[Block]:
    yield Heading(_("Bilaga: det som prövades"))
    for tried in report.tried:
        version = tried.version
        yield Heading(f"{version.citation} {_title(version)}", 2)
        if version.proposal.is_provotype:
            yield Words(
                _("Det här är en tankeväckare. Det är inte ett förslag och ingen har beslutat det."), strong=True
            )
        yield Words(version.summary)
        if version.problem:
            yield Words(_("Problemet: %(text)s") % {"text": version.problem})
        if version.unknowns:
            yield Heading(_("Det här vet vi inte än"), 3)
            yield Points(tuple(version.unknowns))
        if version.alternatives:
            yield Words(_("Andra vägar: %(text)s") % {"text": version.alternatives})
        paragraphs = tuple((row.label, row.legal, row.plain or "–") for row in version.paragraphs.all())
        if paragraphs:
            yield Sheet(_("Så skulle det stå"), _("Lagtexten, och samma sak med vanliga ord"),
                        (_("Paragraf"), _("Lagtext"), _("Med vanliga ord")), paragraphs)  # fmt: skip
        yield Words(_("Hur färdig den var: %(level)s") % {"level": Fidelity(version.fidelity).label})
        for scene in tried.scenes:
            yield from _scene(scene)
        for change in tried.changes:
            because = f" ({change.answer.title})" if change.answer and change.answer.published_at else ""
            facts = {"citation": change.version.citation, "what": change.what, "why": change.why}
            yield Words(_("Ändrat i %(citation)s: %(what)s Därför att: %(why)s") % facts + because)


def _scene(scene: Scene) -> Iterator[Block]:
    yield Heading(f"{scene.title} ({scene.get_who_display()})", 3)
    for side in Side:
        alt = getattr(scene, f"{side}_alt")
        if alt:
            yield Shown(picture(scene, side), alt, f"{scene.title}: {side.label}")
        back = getattr(scene, f"{side}_back")
        text = f"{side.label}: {getattr(scene, f'{side}_text')}"
        yield Words(text + (" " + _("Bakom scenen: %(text)s") % {"text": back} if back else ""))
