"""Triggers that keep a frozen version as it is with all its parts, an answer that people have read, and a count.

As in `goals/migrations/_frozen.py`: a migration that changes one of these tables starts with `RunPython(thaw, freeze)`
and ends with `RunPython(freeze, thaw)`.
"""

from hlab.core.triggers import Guard, NoWayAround

VERSION, SCENE, ANSWER = "feedback_proposalversion", "feedback_scene", "feedback_answer"
RELEASE, RESPONSE = "feedback_roundrelease", "feedback_response"
WORDS = (
    "proposal_id", "number", "title", "summary", "easy_read", "problem", "unknowns", "alternatives", "fidelity",
    "created_at", "frozen_at",
)  # fmt: skip
ANSWER_WORDS = ("round_id", "title", "verdict", "reason", "decider", "decided_on", "changed_in_id", "published_at")
NEVER = "1 = 0"
STANDS = "stands as it was frozen"


def _open_version(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM {VERSION} WHERE id = {column} AND frozen_at IS NULL)"


def _open_scene(column: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {SCENE} scene JOIN {VERSION} version ON version.id = scene.version_id "
        f"WHERE scene.id = {column} AND version.frozen_at IS NULL)"
    )


def _with_its_version(table: str, still_open, column: str) -> list[Guard]:
    """Nothing comes to, changes in or leaves what belongs to a frozen version."""
    old, new = still_open(f"OLD.{column}"), still_open(f"NEW.{column}")
    return [
        Guard(table, "no_insert", "INSERT", new, STANDS),
        Guard(table, "no_update", "UPDATE", f"{old} AND {new}", STANDS),
        Guard(table, "no_delete", "DELETE", old, STANDS),
    ]


GUARDS = [
    Guard(VERSION, "no_update", f"UPDATE OF {', '.join(WORDS)}", "OLD.frozen_at IS NULL", STANDS),
    Guard(VERSION, "no_delete", "DELETE", "OLD.frozen_at IS NULL", STANDS),
    Guard(VERSION, "no_unpublish", "UPDATE OF published_at", "OLD.published_at IS NULL", STANDS),
    *_with_its_version("feedback_paragraph", _open_version, "version_id"),
    *_with_its_version("feedback_change", _open_version, "version_id"),
    *_with_its_version(SCENE, _open_version, "version_id"),
    *_with_its_version("feedback_scenelink", _open_scene, "scene_id"),
    *_with_its_version("feedback_mockup", _open_scene, "scene_id"),
    Guard(ANSWER, "no_update", f"UPDATE OF {', '.join(ANSWER_WORDS)}", "OLD.published_at IS NULL", "has been read"),
    Guard(ANSWER, "no_delete", "DELETE", "OLD.published_at IS NULL", "has been read"),
    Guard(
        RESPONSE,
        "no_other_version",
        "UPDATE OF version_id, participation_id, created_at",
        "NEW.version_id = OLD.version_id AND NEW.participation_id = OLD.participation_id "
        "AND NEW.created_at = OLD.created_at",
        "is bound to its version",
    ),
    Guard(RELEASE, "no_update", "UPDATE", NEVER, "is counted once"),
    Guard(RELEASE, "no_delete", "DELETE", NEVER, "is counted once"),
]
CLOSED = [NoWayAround(table) for table in (VERSION, ANSWER, RELEASE)]


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
