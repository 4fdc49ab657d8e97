"""Triggers that keep what was said, and what belongs together.

SQLite changes a table by making it anew, which loses its triggers, and it refuses to do so while a trigger of
another table names it. So a migration that changes a table of this room starts with `RunPython(loosen, keep)` and
ends with `RunPython(keep, loosen)`. `tests/workshops/test_kept.py` fails when a trigger has gone missing.
"""

from hlab.core.triggers import Guard, NoWayAround
from workshops.migrations._rehearsed import REHEARSED, laid_over

DECLARATION, NOTE, REVISION, MODERATION = (
    "workshops_opennessdeclaration", "workshops_contribution", "workshops_contributionrevision", "workshops_moderation",
)  # fmt: skip
NEVER, APPEND_ONLY, TOGETHER = "1 = 0", "is append-only", "must be of one session"


def _there(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {condition})"


def _with_its_step(table: str, column: str) -> str:
    """The row that NEW's column names is of the same session as NEW's step."""
    return _there(
        f"workshops_{table} other JOIN workshops_exercise step ON step.workshop_id = other.workshop_id",
        f"other.id = NEW.{column} AND step.id = NEW.exercise_id",
    )


def _of_its_source(table: str, column: str) -> str:
    """The row that NEW's column names lies in the step that NEW's step works on."""
    return _there(
        f"workshops_{table} other JOIN workshops_exercise step ON step.source_id = other.exercise_id",
        f"other.id = NEW.{column} AND step.id = NEW.exercise_id",
    )


SAID_BY = (
    "NEW.exercise_id = OLD.exercise_id AND NEW.site_id = OLD.site_id AND NEW.participation_id = OLD.participation_id "
    "AND NEW.client_key = OLD.client_key AND NEW.created_at = OLD.created_at " \
          "AND COALESCE(NEW.group_id, 0) = COALESCE(OLD.group_id, 0)"
)
SAME_STEP = _there("workshops_cluster", "id = NEW.cluster_id AND exercise_id = NEW.exercise_id")
VOTED_ON = (
    f"(NEW.cluster_id IS NULL OR {_of_its_source('cluster', 'cluster_id')}) "
    f"AND (NEW.contribution_id IS NULL OR {_of_its_source('contribution', 'contribution_id')})"
)
NEWS_SITE = "SELECT workshop_id FROM workshops_site WHERE id = NEW.site_id"
HAS_STEP = "(only_at_id IS NULL OR only_at_id = NEW.{site})"  # a common step, or the site's own
RANKED = f"(NEW.cluster_id IS NULL OR {_of_its_source('cluster', 'cluster_id')})"
OWN_NOTE = "(NEW.note_id IS NULL OR " + _there(
    "workshops_contribution",
    "id = NEW.note_id AND exercise_id = NEW.exercise_id AND participation_id = NEW.participation_id",
) + ")"
CURRENT = "NEW.current_id IS NULL OR " + _there(
    "workshops_exercise", f"id = NEW.current_id AND workshop_id = NEW.workshop_id AND {HAS_STEP.format(site='id')}"
)
PACED = _there(
    "workshops_exercise",
    f"id = NEW.exercise_id AND workshop_id = ({NEWS_SITE}) AND {HAS_STEP.format(site='site_id')}",
)
OWN_GROUP = "NEW.group_id IS NULL OR " + _there("workshops_group", "id = NEW.group_id AND site_id = NEW.site_id")
OWN_SITE = f"NEW.workshop_id = ({NEWS_SITE})"
GROUP_PACED = _there(
    "workshops_exercise step JOIN workshops_site site ON site.workshop_id = step.workshop_id",
    "step.id = NEW.exercise_id AND site.id = (SELECT site_id FROM workshops_group WHERE id = NEW.group_id)",
)
SOURCE = "NEW.source_id IS NULL OR " + _there(
    "workshops_exercise", "id = NEW.source_id AND workshop_id = NEW.workshop_id"
)
IN_THE_ROOM = "NEW.participation_id IS NULL OR " + _there(
    "workshops_participation", f"id = NEW.participation_id AND workshop_id = ({NEWS_SITE})"
)
REPORTED = "NEW.participation_id IS NULL OR " + _there(
    "workshops_contribution note JOIN workshops_exercise step ON step.id = note.exercise_id "
    "JOIN workshops_participation place ON place.workshop_id = step.workshop_id",
    "note.id = NEW.contribution_id AND place.id = NEW.participation_id",
)
READ_HERE = _there(
    "workshops_message said JOIN workshops_participation place ON said.id = NEW.message_id "
    "JOIN workshops_site site ON site.id = said.site_id",
    "place.id = NEW.participation_id AND place.workshop_id = site.workshop_id",
)
STANCE = _there(
    "workshops_statement said JOIN workshops_exercise step ON step.id = said.exercise_id "
    "JOIN workshops_participation place ON place.workshop_id = step.workshop_id",
    "said.id = NEW.statement_id AND place.id = NEW.participation_id",
)
PUT_FORWARD = "NEW.contribution_id IS NULL OR " + _there(
    "workshops_contribution", "id = NEW.contribution_id AND exercise_id = NEW.exercise_id"
)
OF_ITS_STORY = "NEW.story_id IS NULL OR " + _there(
    "workshops_story",
    "id = NEW.story_id AND exercise_id = NEW.exercise_id AND participation_id = NEW.participation_id",
)
NOT_BEGUN = "NEW.anonymity = OLD.anonymity OR NOT " + _there(
    "workshops_pace", "exercise_id = NEW.id AND opened_at IS NOT NULL"
)

GUARDS = [
    *(
        Guard(table, name, event, NEVER, APPEND_ONLY)
        for table in (DECLARATION, REVISION, MODERATION)
        for name, event in (("no_update", "UPDATE"), ("no_delete", "DELETE"))
    ),
    Guard(NOTE, "no_delete", "DELETE", NEVER, APPEND_ONLY),
    Guard(
        NOTE, "no_quiet_change", "UPDATE OF text", "NEW.text = OLD.text OR NEW.row_version > OLD.row_version",
        "is changed with a revision",
    ),
    Guard(NOTE, "no_other_voice", "UPDATE", SAID_BY, "stays with whoever said it"),
    *(
        Guard(table, f"no_stranger_{event.lower()}", event, condition, TOGETHER)
        for table, condition in (
            (NOTE, f"{_with_its_step('participation', 'participation_id')} AND {PACED} AND ({OWN_GROUP})"),
            ("workshops_cluster", PACED),
            ("workshops_pace", PACED),
            ("workshops_grouppace", GROUP_PACED),
            ("workshops_participation", f"{OWN_SITE} AND ({OWN_GROUP})"),
            ("workshops_sitehost", OWN_GROUP),
            ("workshops_ready", _with_its_step("participation", "participation_id")),
            ("workshops_placement", f"{SAME_STEP} AND {_of_its_source('contribution', 'contribution_id')}"),
            ("workshops_vote", f"{_with_its_step('participation', 'participation_id')} AND {VOTED_ON}"),
            ("workshops_scaleanswer", _with_its_step("participation", "participation_id")),
            ("workshops_preference", f"{_with_its_step('participation', 'participation_id')} AND {RANKED}"),
            ("workshops_checkout", f"{_with_its_step('participation', 'participation_id')} AND {OWN_NOTE}"),
            ("workshops_helprequest", IN_THE_ROOM),
            ("workshops_turn", IN_THE_ROOM),
            ("workshops_parked", IN_THE_ROOM),
            ("workshops_message", OWN_GROUP),
            ("workshops_messageread", READ_HERE),
            ("workshops_notereport", REPORTED),
            ("workshops_story", _with_its_step("participation", "participation_id")),
            ("workshops_statement", PUT_FORWARD),
            ("workshops_stance", STANCE),
        )
        for event in ("INSERT", "UPDATE")
        if (table, event) != (NOTE, "UPDATE")
    ),
    Guard("workshops_site", "no_stranger_insert", "INSERT", CURRENT, TOGETHER),
    Guard("workshops_site", "no_stranger_update", "UPDATE OF current_id", CURRENT, TOGETHER),
    Guard("workshops_exercise", "no_stranger_insert", "INSERT", SOURCE, TOGETHER),
    Guard("workshops_exercise", "no_stranger_update", "UPDATE OF source_id, workshop_id", SOURCE, TOGETHER),
    # What people were told before they wrote can never be made untrue.
    Guard("workshops_exercise", "no_lifted_veil", "UPDATE OF anonymity", NOT_BEGUN, "keeps what people were told"),
]  # fmt: skip
# Since there are stories.
TOLD = [
    Guard(NOTE, "no_other_story_insert", "INSERT", OF_ITS_STORY, TOGETHER),
    Guard(NOTE, "no_other_story_update", "UPDATE OF story_id", OF_ITS_STORY, TOGETHER),
    Guard(
        "workshops_statement", "no_other_words", "UPDATE OF text, exercise_id",
        "NEW.text = OLD.text AND NEW.exercise_id = OLD.exercise_id", "keeps the words that people answered",
    ),
]  # fmt: skip
# Neither TRUNCATE nor a row in the place of another.
CLOSED = [NoWayAround(table) for table in (DECLARATION, NOTE, REVISION, MODERATION)]


FORMER = [Guard("workshops_workshop", f"no_stranger_{event}", event, NEVER, TOGETHER) for event in ("insert", "update")]


def keep(apps, schema_editor):
    """Create every trigger whose table is there by now. Safe to run where some are there."""
    loosen(apps, schema_editor)
    with schema_editor.connection.cursor() as cursor:
        tables = set(schema_editor.connection.introspection.table_names(cursor))
    told = TOLD if "workshops_story" in tables else []
    for guard in [*laid_over(GUARDS, apps), *told, *CLOSED]:
        for statement in guard.create_sql(schema_editor.connection.vendor) if guard.table in tables else []:
            schema_editor.execute(statement, params=None)


def loosen(apps, schema_editor):
    """Remove every trigger, also those that earlier versions had. A table that is not there yet does no harm."""
    for guard in [*GUARDS, *TOLD, *REHEARSED, *CLOSED, *FORMER]:
        schema_editor.execute(guard.drop_sql(schema_editor.connection.vendor), params=None)
