"""Triggers that keep the words, the counts and the voices of a frozen version as they are, and its steps in order.

SQLite changes a table by making it anew, which loses its triggers, and it refuses to do so while a trigger of
another table names it. So a migration that touches one of these tables starts with `RunPython(thaw, freeze)`
and ends with `RunPython(freeze, thaw)`. `tests/goals/test_frozen.py` fails when a trigger has gone missing.
"""

from hlab.core.triggers import Frozen, Guard, NoWayAround

VERSION, EVIDENCE = "goals_goalversion", "goals_evidence"
WORDS = (
    "title", "statement", "what_changed", "why_changed", "number", "goal_id", "people_count",
    "people_by_perspective", "created_at", "frozen_at",
)  # fmt: skip
LATER_WORDS = ("easy_read", "level", "shifts")
# What belongs to a version and stands with it.
PARTS = (EVIDENCE, "goals_valuelink", "goals_sentencevoice", "goals_changecause", "goals_goalmedia")
# Never changed, never removed; and what is never changed, but may go with what it belongs to (a plan that nobody has
# judged, a rehearsal).
KEPT, UNCHANGED = ("goals_codeevent",), ("goals_barrierevent", "goals_actionitem", "goals_planversion")

DISSENT = "goals_dissent"
# A dissent stands from when the words it is about stand; while they are written on, it can be said how it is met.
STILL_OPEN = f"EXISTS (SELECT 1 FROM {VERSION} WHERE id = OLD.version_id AND frozen_at IS NULL)"
GUARDS = [
    Guard(DISSENT, f"no_{event.lower()}", event, STILL_OPEN, "stands with its version") for event in ("UPDATE", "DELETE")
]

# (table, name, event, the SQLite condition)
ROWS = [
    (VERSION, "no_update", f"UPDATE OF {', '.join(WORDS)}", "OLD.frozen_at IS NOT NULL"),
    (VERSION, "no_delete", "DELETE", "OLD.frozen_at IS NOT NULL"),
    (VERSION, "no_unpublish", "UPDATE OF published_at", "OLD.published_at IS NOT NULL"),
    (VERSION, "no_other_counts", "UPDATE OF shown", "OLD.published_at IS NOT NULL"),
    (VERSION, "no_return", "UPDATE OF status", "OLD.status = 'replaced'"),
    (VERSION, "no_other_marks", f"UPDATE OF {', '.join(LATER_WORDS)}", "OLD.frozen_at IS NOT NULL"),
    ("goals_statuschange", "no_update", "UPDATE", ""),
    ("goals_statuschange", "no_delete", "DELETE", ""),
    ("goals_membercheck", "no_update", "UPDATE", ""),
    ("goals_membercheck", "no_delete", "DELETE", ""),
    *((table, f"no_{event.lower()}", event, "") for table in KEPT for event in ("UPDATE", "DELETE")),
    *((table, "no_update", "UPDATE", "") for table in UNCHANGED),
]
# A version begins as a draft, is called validated once a check with lived experience is on record, and may then be
# adopted; whatever it is, a later one may replace it.
TRIED = "EXISTS (SELECT 1 FROM goals_membercheck WHERE version_id = NEW.id AND lived_experience >= 1)"
STEP = (
    "NEW.status IN (OLD.status, 'replaced') OR (OLD.status = 'validated' AND NEW.status = 'adopted') "
    f"OR (OLD.status = 'draft' AND NEW.status = 'validated' AND {TRIED})"
)
STEPS = [
    ("no_late_start", "INSERT", "NEW.status = 'draft'"),
    ("no_shortcut", "UPDATE OF status", STEP),
]
# (name, event, the versions it touches)
VOICES = [
    ("no_insert", "INSERT", "NEW.version_id"),
    ("no_update", "UPDATE", "OLD.version_id, NEW.version_id"),
    ("no_delete", "DELETE", "OLD.version_id"),
]
# Neither TRUNCATE nor a row in the place of another.
CLOSED = [NoWayAround(table) for table in (VERSION, *PARTS, DISSENT, "goals_statuschange", "goals_membercheck", *KEPT, *UNCHANGED)]


def freeze(apps, schema_editor):
    """Create every trigger whose table is there by now. Safe to run where some are there already."""
    thaw(apps, schema_editor)
    connection = schema_editor.connection
    tables = _tables(connection)
    rows = [row for row in ROWS if row[0] in tables and _can_stand(row, connection)]
    parts = [table for table in PARTS if table in tables]
    statements = [*(sqlite(rows, parts) if connection.vendor == "sqlite" else postgresql(rows, parts))]
    closed = [one for closed in CLOSED if closed.table in tables for one in closed.create_sql(connection.vendor)]
    guarded = [one for guard in GUARDS if guard.table in tables for one in guard.create_sql(connection.vendor)]
    for statement in [*statements, *guarded, *closed]:
        schema_editor.execute(statement, params=None)


def thaw(apps, schema_editor):
    """Remove every trigger."""
    on, tables = schema_editor.connection.vendor == "postgresql", _tables(schema_editor.connection)
    ours = [(row[0], row[1]) for row in ROWS]
    ours += [(VERSION, row[0]) for row in STEPS] + [(table, row[0]) for table in PARTS for row in VOICES]
    for table, name in ours:
        if table in tables:
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {table}_{name}" + (f" ON {table}" if on else ""), params=None
            )
    for guard in GUARDS:
        if guard.table in tables:
            schema_editor.execute(guard.drop_sql(schema_editor.connection.vendor), params=None)
    open_again(apps, schema_editor)


def open_again(apps, schema_editor):
    """Remove the triggers of CLOSED only."""
    tables = _tables(schema_editor.connection)
    for closed in CLOSED:
        if closed.table in tables:
            schema_editor.execute(closed.drop_sql(schema_editor.connection.vendor), params=None)


def _tables(connection) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _can_stand(row, connection) -> bool:
    """Whether the table has come as far as the columns that a trigger watches."""
    watched = {name for name in ("shown", *LATER_WORDS) if name in row[2]}
    if not watched:
        return True
    with connection.cursor() as cursor:
        return watched <= {column.name for column in connection.introspection.get_table_description(cursor, row[0])}


def sqlite(rows, parts):
    refuse = "BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
    for table, name, event, when in rows:
        condition = f" WHEN ({when})" if when else ""
        yield f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW{condition} " + refuse.format(
            table=table
        )
    for name, event, allowed in STEPS:
        yield (
            f"CREATE TRIGGER {VERSION}_{name} BEFORE {event} ON {VERSION} FOR EACH ROW WHEN NOT ({allowed}) "
            + refuse.format(table=VERSION)
        )
    for table in parts:
        for name, event, touched in VOICES:
            yield (
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW WHEN EXISTS "
                f"(SELECT 1 FROM {VERSION} WHERE id IN ({touched}) AND frozen_at IS NOT NULL) "
                + refuse.format(table=table)
            )


def postgresql(rows, parts):
    """The version's row is locked while it is asked, so that no voice slips in beside a freeze."""
    yield Frozen(VERSION).create_sql("postgresql")[0]  # hlab_refuse()
    for table, name, event, when in rows:
        condition = f" WHEN ({when})" if when else ""
        yield (
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW{condition} "
            "EXECUTE FUNCTION hlab_refuse()"
        )
    for name, event, allowed in STEPS:
        yield (
            f"CREATE OR REPLACE FUNCTION goals_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT ({allowed}) THEN RAISE EXCEPTION '% may not take that step', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {VERSION}_{name} BEFORE {event} ON {VERSION} FOR EACH ROW "
            f"EXECUTE FUNCTION goals_{name}()"
        )
    yield (
        "CREATE OR REPLACE FUNCTION goals_refuse_when_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE touched bigint[]; since timestamptz; BEGIN "
        "IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.version_id]; "
        "ELSIF TG_OP = 'UPDATE' THEN touched := ARRAY[OLD.version_id, NEW.version_id]; "
        "ELSE touched := ARRAY[OLD.version_id]; END IF; "
        f"FOR since IN SELECT frozen_at FROM {VERSION} WHERE id = ANY(touched) FOR SHARE LOOP "
        "IF since IS NOT NULL THEN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; END LOOP; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF; END $$"
    )
    for table in parts:
        for name, event, _touched in VOICES:
            yield (
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION goals_refuse_when_frozen()"
            )
