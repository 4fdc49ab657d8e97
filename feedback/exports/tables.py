"""A report as data: JSON in one piece, or CSV tables in a zip."""

from __future__ import annotations

import io
import json
import zipfile

from feedback.analysis.distribution import Row
from feedback.queries.report import OTHERS, Report
from hlab.core.cells import csv_lines

FORMAT = "halsolabb.report"
VERSION = 1


def as_json(report: Report) -> bytes:
    """{"format", "version", "round", "versions", "answers", "matrix"}; what is not told is left out or null."""
    return json.dumps(_data(report), ensure_ascii=False, indent=1).encode()


def as_csv(report: Report) -> bytes:
    """versioner, fordelning, synpunkter, svar and malbilder as CSV files, in a zip."""
    data = _data(report)
    sheets = {
        "versioner": [("version", "titel", "personer", "synpunkter_minst"),
                      *((row["id"], row["title"], row["people"], row["remarks_at_least"]) for row in data["versions"])],
        "fordelning": [("version", "indelning", "grupp", "personer", "svar", "antal"),
                       *(line for row in data["versions"] for line in _distribution(row))],
        "synpunkter": [("version", "perspektiv", "fraga", "synpunkt", "svar"),
                       *((row["id"], said["perspective"], said["part"], said["words"], said["answer"])
                         for row in data["versions"] for said in row["said"])],
        "svar": [("nummer", "fraga", "stallningstagande", "skal", "beslutat_av", "beslutat", "andrat_i"),
                 *(tuple(answer.values()) for answer in data["answers"])],
        "malbilder": [("version", "malbild", "perspektiv", "svar", "skal"),
                      *(tuple(row.values()) for row in data["matrix"])],
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, rows in sheets.items():
            cells = (["" if cell is None else str(cell) for cell in row] for row in rows)
            folder.writestr(f"{name}.csv", "".join(csv_lines(cells)))
    return out.getvalue()


def _data(report: Report) -> dict:
    row = report.round
    return {
        "format": FORMAT,
        "version": VERSION,
        "is_demo": report.is_demo,
        "made_at": report.made_at.isoformat(),
        "round": {
            "title": row.title, "asked": row.asked, "opened_at": row.opened_at.isoformat(),
            "closed_at": row.closed_at.isoformat() if row.closed_at else None, "hides_fewer_than": row.k,
            "all_answered": report.open_remarks is None, "unanswered_at_least": report.open_remarks or None,
            "unanswered_reason": row.unanswered_reason,
        },
        "versions": [
            {
                "id": tried.version.citation,
                "title": tried.version.title,
                "people": tried.result.total.n if tried.result and tried.result.total else None,
                "remarks_at_least": tried.remarks or None,
                "distribution": {
                    by: [_row(line) for line in table.rows] for by, table in tried.result.by.items()
                } if tried.result else {},
                "said": [
                    {"perspective": None if who == OTHERS else who, "part": line.part, "words": line.words,
                     "answer": line.answer}
                    for who, lines in tried.said.items() for line in lines
                ],
            }
            for tried in report.tried
        ],
        "answers": [
            {"number": number, "title": answer.title, "verdict": answer.verdict, "reason": answer.reason,
             "decider": answer.decider, "decided_on": answer.decided_on.isoformat(),
             "changed_in": answer.changed_in.citation if answer.changed_in else None}
            for number, answer in enumerate(report.answers, start=1)
        ],
        "matrix": [
            {"version": cell.version.citation, "goal": cell.goal.citation, "perspective": said.perspective,
             "leads": said.leads, "reason": said.reason}
            for line in report.matrix.lines for cell in line.cells for said in cell.every
        ],
    }  # fmt: skip


def _row(row: Row) -> dict:
    return {"group": row.key, "people": row.n, "answers": dict(row.cells)}


def _distribution(version: dict):
    for by, rows in version["distribution"].items():
        for row in rows:
            for answer, n in row["answers"].items():
                yield version["id"], by, row["group"], row["people"], answer, n
