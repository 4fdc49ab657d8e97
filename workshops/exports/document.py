"""A session's report as a document for Word that reads well aloud: headings, language, table heads and descriptions."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.word import add_table, as_bytes, new_document
from workshops.report import Report, Row, Step


def document(report: Report) -> bytes:
    """The whole report as a .docx file."""
    doc = new_document(report.workshop.title, author=report.workshop.lab.name)
    for sentence in opening(report):
        doc.add_paragraph(sentence)
    _declaration(doc, report)
    doc.add_heading(_("Orter och människor"), level=1)
    _places(doc, report)
    doc.add_heading(_("Programmet"), level=1)
    add_table(
        doc,
        _("Programmet"),
        _("Stegen i ordning med fråga, slag och planerade minuter"),
        (_("Nr"), _("Fråga"), _("Så svarade man"), _("Minuter")),
        [
            (str(step.number), step.exercise.title + compared(step), step.kind, str(step.exercise.minutes))
            for step in report.steps
        ],
    )
    for step in report.steps:
        if step.rows or step.results:
            _step(doc, step, report.several)
    doc.add_heading(_("Det som inte finns med"), level=1)
    for sentence in omissions(report):
        doc.add_paragraph(sentence, style="List Bullet")
    return as_bytes(doc)


def opening(report: Report) -> list[str]:
    """When and where, and how much stands behind: numbers of notes and of persons, never how common something is."""
    workshop = report.workshop
    held = date_format(workshop.starts_at, "j F Y") + (f", {workshop.place}" if workshop.place else "")
    notes = ngettext("%(n)d bidrag", "%(n)d bidrag", report.said) % {"n": report.said}
    persons = report.elsewhere or _("antal personer visas inte – för få personer")
    if report.people is not None:
        persons = ngettext("%(n)d person", "%(n)d personer", report.people) % {"n": report.people}
    return [
        f"{workshop.lab.name}. {held}.",
        _(
            "Antal bidrag och antal personer: %(notes)s, %(persons)s. "
            "De visar vad som kan hända, inte hur vanligt det är."
        )
        % {"notes": notes, "persons": persons},
    ]


def omissions(report: Report) -> list[str]:
    """What is left out, and how much of it. Of the whole session, whoever reads."""
    out, gone = [], report.left_out
    if gone["consent"]:
        out.append(
            ngettext(
                "%(n)d lapp är utelämnad, eftersom den som skrev inte vill att den används.",
                "%(n)d lappar är utelämnade, eftersom de som skrev inte vill att de används.",
                gone["consent"],
            )
            % {"n": gone["consent"]}
        )
    if gone["held"]:
        out.append(ngettext("%(n)d lapp hålls kvar.", "%(n)d lappar hålls kvar.", gone["held"]) % {"n": gone["held"]})
    if gone["withdrawn"]:
        out.append(
            ngettext("%(n)d lapp är återtagen.", "%(n)d lappar är återtagna.", gone["withdrawn"])
            % {"n": gone["withdrawn"]}
        )
    if not report.everything:
        out.append(_("Lappar som inte har visats i rummet är inte med."))
    out.append(_("Processledarnas logg hör inte till rapporten."))
    return out


def compared(step: Step) -> str:
    """What is said beside a question that only one site asks."""
    return " " + _("(bara i %(site)s, jämförs inte)") % {"site": step.only_at} if step.only_at else ""


def by_line(row: Row, several: bool) -> str:
    """From where a note was said: site, table, perspective, channel, theme."""
    parts = [row.site if several else "", row.group, row.perspective, row.channel]
    return " · ".join([*filter(None, parts), *([_("renskriven")] if row.transcribed else [])])


def _declaration(doc, report: Report) -> None:
    promised = getattr(report.workshop, "declaration", None)
    if promised is None:
        return
    doc.add_heading(_("Öppet och bestämt"), level=1)
    decider = promised.decider
    if promised.decision_by:
        decider += ", " + _("senast %(date)s") % {"date": date_format(promised.decision_by, "j F Y")}
    rows = [
        (_("Öppet"), promised.open_scope), (_("Bestämt"), promised.closed_scope),
        (_("Kan ingen här bestämma"), promised.nobody_here), (_("Beslutar"), decider),
    ]  # fmt: skip
    shown = [row for row in rows if row[1]]
    add_table(doc, _("Öppet och bestämt"), _("Det som gick att påverka, och det som inte gjorde det"),
           (_("Vad"), _("Så här stod det när verkstaden öppnade")), shown)  # fmt: skip


def _places(doc, report: Report) -> None:
    rows = []
    for place in report.places:
        late = ""
        if place.late is not None:
            late = _("%(n)d min efter plan") % {"n": place.late} if place.late > 0 else (
                _("%(n)d min före plan") % {"n": place.early} if place.early else _("enligt plan")
            )  # fmt: skip
        hidden = report.elsewhere or _("Visas inte – för få personer")
        n = hidden if place.people.n is None else str(place.people.n)
        rows.append((place.site.name or report.workshop.title, _clock(place.site.opened_at),
                     _clock(place.site.closed_at), late, n))  # fmt: skip
    add_table(doc, _("Orter"), _("När varje ort öppnade och stängde, och hur många personer som var med"),
           (_("Ort"), _("Öppnade"), _("Stängde"), _("Mot planen"), _("Antal personer")), rows)  # fmt: skip
    counted = [
        (place.site.name or report.workshop.title, label, _("Visas inte – för få personer") if n is None else str(n))
        for place in report.places
        for label, n in [*place.perspectives, *place.channels]
    ]
    if counted:
        add_table(doc, _("Perspektiv och kanal"), _("Antal personer efter perspektiv och kanal på varje ort"),
               (_("Ort"), _("Perspektiv eller kanal"), _("Antal personer")), counted)  # fmt: skip


def _step(doc, step: Step, several: bool) -> None:
    doc.add_heading(f"{step.number}. {step.exercise.title}{compared(step)}", level=1)
    if step.exercise.prompt:
        doc.add_paragraph(step.exercise.prompt)
    for site, result in step.results:
        doc.add_heading(_("Resultat, %(site)s") % {"site": site} if site else _("Resultat"), level=2)
        if not result.rows:
            doc.add_paragraph(_("För få svar för att visa. Vi gör så för att ingen ska kunna kännas igen."))
            continue
        if result.n is not None:
            doc.add_paragraph(
                ngettext("%(n)d person har svarat.", "%(n)d personer har svarat.", result.n) % {"n": result.n}
            )
        add_table(doc, _("Resultat"), step.exercise.title, result.head, result.rows)
    if not step.rows:
        return
    doc.add_heading(_("Det som sades"), level=2)
    said = [
        ("", _("(återtagen)"), row.site if several else "", "")
        if row.withdrawn
        else (row.theme, row.text, by_line(row, several), row.said_on.isoformat() if row.said_on else "")
        for row in step.rows
    ]
    head = (_("Tema"), _("Text"), _("Varifrån"), _("Dag"))
    add_table(doc, _("Det som sades"), step.exercise.title, head, said)


def _clock(at) -> str:
    return date_format(timezone.localtime(at), "j F Y G.i") if at else ""
