"""A report as data: JSON in one piece, or CSV tables in a zip."""

from __future__ import annotations

import io
import json
import zipfile

from feedback.analysis.distribution import Row
from feedback.analysis.release import YES
from feedback.queries.report import OTHERS, Report
from hlab.core.cells import csv_lines

FORMAT = "halsolabb.report"
VERSION = 1


def as_json(report: Report) -> bytes:
    """{"format", "version", "round", "versions", "answers", "matrix"}; what is not told is left out or null."""
    return json.dumps(_data(report), ensure_ascii=False, indent=1).encode()


def as_csv(report: Report) -> bytes:
    """versioner, fordelning, invandningar, synpunkter, svar and malbilder as CSV files, in a zip. What is not told has
    a row that says so."""
    data = _data(report)
    sheets = {
        "versioner": [("version", "titel", "slag", "personer", "synpunkter_minst"),
                      *((row["id"], row["title"], row["kind"], row["people"], row["remarks_at_least"])
                        for row in data["versions"])],
        "fordelning": [("version", "indelning", "grupp", "personer", "svar", "antal", "visas"),
                       *(line for row in data["versions"] for line in _distribution(row))],
        "invandningar": [("version", "slag", "vad", "grupp", "personer_i_gruppen", "antal", "visas"),
                         *((row["id"], one["kind"], one["key"], one["group"], one["of"], one["people"],
                            _told(one["people"] is not None))
                           for row in data["versions"] for one in row["objections"])],
        "synpunkter": [("version", "perspektiv", "fraga", "handlar_om", "konsekvens", "for_vem", "for_eller_emot",
                        "synpunkt", "svar"),
                       *((row["id"], *said.values()) for row in data["versions"] for said in row["said"])],
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
                "kind": tried.version.proposal.kind,
                "people": tried.result.total.n if tried.result and tried.result.total else None,
                "remarks_at_least": tried.remarks or None,
                "distribution": {
                    by: [_row(line) for line in table.rows] for by, table in tried.result.by.items()
                } if tried.result else {},
                "all_for_themselves": _row(tried.result.total) if tried.result and tried.result.total else None,
                "for_somebody_else": _row(tried.result.other) if tried.result and tried.result.other else None,
                "objections": [
                    {"kind": one["kind"], "key": one["key"], "group": row["key"], "of": row["n"],
                     "people": row["cells"].get(YES)}
                    for one in (tried.result.said if tried.result else ()) if one["kind"] != "code"
                    for row in (one["total"], *one["rows"])
                ],
                "said": [
                    {"perspective": None if who == OTHERS else who, "part": line.part, "about": line.about,
                     "dimension": line.dimension or None, "concerns": line.concerns or None,
                     "stance": line.stance or None, "words": line.words, "answer": line.answer}
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
    """told: whether how they answered is told; where it is not, they are too few, and no answer is 0."""
    return {"group": row.key, "people": row.n, "told": bool(row.cells), "answers": dict(row.cells)}


def _distribution(version: dict):
    rows = dict(version["distribution"])
    rows["alla"] = [version["all_for_themselves"]] if version["all_for_themselves"] else []
    rows["at_nagon_annan"] = [version["for_somebody_else"]] if version["for_somebody_else"] else []
    for by, groups in rows.items():
        if not groups:
            yield version["id"], by, None, None, None, None, _told(False)
        for row in groups:
            for answer, n in row["answers"].items():
                yield version["id"], by, row["group"], row["people"], answer, n, _told(True)
            if not row["told"]:
                yield version["id"], by, row["group"], row["people"], None, None, _told(False)


def _told(is_told: bool) -> str:
    return "ja" if is_told else "nej, för få"
