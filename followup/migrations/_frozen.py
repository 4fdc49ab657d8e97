"""Triggers that keep what has been published, decided or told as it was, and let nothing be finished untold.

As in `feedback/migrations/_frozen.py`: a migration that changes one of these tables starts with `RunPython(thaw,
freeze)` and ends with `RunPython(freeze, thaw)`. Two of the tables belong to earlier rooms, which know nothing of
reports: a migration there that makes such a table anew on SQLite takes our trigger with it, and is followed by one
here that runs `freeze`. `tests/followup/test_frozen.py` fails until it is.
"""

from hlab.core.triggers import Guard, NoWayAround

VERSION, OBSERVATION, REPORT = "followup_indicatorversion", "followup_observation", "followup_reportversion"
RELEASE, PUBLISHED, VERDICT = "followup_release", "followup_published", "followup_verdict"
INTERPRETATION, DECISION = "followup_interpretation", "followup_chartdecision"
TARGET, BREAK = "followup_target", "followup_knownbreak"
NEVER = "1 = 0"
STANDS = "stands as it was published"

VERSION_FACTS = (
    "indicator_id", "number", "title", "short_title", "question", "definition", "population", "inclusion", "exclusion",
    "numerator", "denominator", "unit_label", "value_type", "multiplier", "decimals", "polarity", "range_low",
    "range_high", "logic", "shifts", "register_name", "register_owner", "collection", "platform", "frequency",
    "has_sex", "ages", "levels", "standardisation", "standard_reference", "chart", "k", "judge_n", "sensitive",
    "is_open", "what_changed", "valid_from", "published_at",
)  # fmt: skip
FIGURE = (
    "version_id", "unit_id", "period", "start", "sex", "age", "numerator", "denominator", "value", "status", "batch_id",
    "recorded_at",
)  # fmt: skip
REPORT_WORDS = (
    "report_id", "number", "said", "did", "did_not", "because", "follows", "easy_read", "what_changed", "published_at",
)  # fmt: skip
INTERPRETED = (
    "lab_id", "goal_id", "indicator_id", "unit_id", "release_id", "met_on", "roles", "question", "meaning", "disagreed",
    "trying", "responsible", "next_on", "replaces_id", "created_at",
)  # fmt: skip
DECIDED = (
    "indicator_id", "unit_id", "sex", "age", "kind", "period", "count", "reason", "decided_by", "by_id", "at",
)  # fmt: skip


def _never(table: str, says: str) -> list[Guard]:
    return [Guard(table, "no_update", "UPDATE", NEVER, says), Guard(table, "no_delete", "DELETE", NEVER, says)]


def _columns(table: str, columns: tuple[str, ...], says: str) -> list[Guard]:
    return [
        Guard(table, "no_update", f"UPDATE OF {', '.join(columns)}", NEVER, says),
        Guard(table, "no_delete", "DELETE", NEVER, says),
    ]


def _once(table: str, column: str, says: str) -> Guard:
    """The column is filled in once, and never emptied."""
    return Guard(table, f"no_undo_{column}", f"UPDATE OF {column}", f"OLD.{column} IS NULL", says)


def _finished(table: str, column: str, extra: str) -> Guard:
    """Nothing is finished before those who contributed have been told, or told why not."""
    told = (
        f"EXISTS (SELECT 1 FROM followup_reportback report WHERE report.{column} = NEW.id AND "  # noqa: S608 (our names)
        "(report.no_report_at IS NOT NULL OR EXISTS (SELECT 1 FROM followup_reportversion version "
        "WHERE version.report_id = report.id AND version.published_at IS NOT NULL)))"
    )
    kept = "OLD.finished_at IS NULL"
    return Guard(
        table, "finished_when_told", "UPDATE OF finished_at", f"{kept} AND (NEW.finished_at IS NULL OR ({extra} AND {told}))",
        "is not finished before those who contributed have been told",
    )  # fmt: skip


GUARDS = [
    Guard(VERSION, "no_update", f"UPDATE OF {', '.join(VERSION_FACTS)}", "OLD.published_at IS NULL", STANDS),
    Guard(VERSION, "no_delete", "DELETE", "OLD.published_at IS NULL", STANDS),
    *_columns(OBSERVATION, FIGURE, "is append-only"),
    _once(OBSERVATION, "replaced_at", "is replaced once"),
    *_never(RELEASE, "is counted once"),
    *_never(PUBLISHED, "is counted once"),
    *_never(VERDICT, "is counted once"),
    Guard(REPORT, "no_update", f"UPDATE OF {', '.join(REPORT_WORDS)}", "OLD.published_at IS NULL", STANDS),
    Guard(REPORT, "no_delete", "DELETE", "OLD.published_at IS NULL", STANDS),
    *_columns(INTERPRETATION, INTERPRETED, "stands as it was said"),
    *_columns(DECISION, DECIDED, "stands as it was decided"),
    _once(DECISION, "withdrawn_at", "is taken back once"),
    *_columns(TARGET, ("indicator_id", "value", "valid_from", "level", "source", "added_at"), "stands as decided"),
    _once(TARGET, "withdrawn_at", "is taken back once"),
    *_columns(BREAK, ("indicator_id", '"on"', "what", "added_at"), "stands as it was noted"),
    _once(BREAK, "withdrawn_at", "is taken back once"),
    _finished("workshops_workshop", "workshop_id", "NEW.state = 'closed'"),
    _finished("feedback_round", "round_id", "NEW.state IN ('counted', 'answered')"),
]
CLOSED = [
    NoWayAround(table)
    for table in (VERSION, OBSERVATION, RELEASE, PUBLISHED, VERDICT, REPORT, INTERPRETATION, DECISION, TARGET, BREAK)
]


def freeze(apps, schema_editor):
    """Create every trigger whose table is there by now."""
    thaw(apps, schema_editor)
    connection = schema_editor.connection
    for each in _of_ours(connection):
        for statement in each.create_sql(connection.vendor):
            schema_editor.execute(statement, params=None)


def thaw(apps, schema_editor):
    """Remove every trigger."""
    connection = schema_editor.connection
    for each in _of_ours(connection):
        schema_editor.execute(each.drop_sql(connection.vendor), params=None)


def _of_ours(connection) -> list:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return [each for each in (*GUARDS, *CLOSED) if each.table in tables]
