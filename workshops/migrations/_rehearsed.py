"""A rehearsal is the one thing that can be thrown away. So what is no rehearsal can never be made one: neither the
session itself, nor a step moved into one, nor a row put in the place of another. Laid over the guards of `_kept`."""

from hlab.core.triggers import Guard

_PRACTISED = "workshops_workshop w ON w.rehearsal_of_id IS NOT NULL AND w.id"
_OF_A_REHEARSAL = {
    "workshops_opennessdeclaration":
        "EXISTS (SELECT 1 FROM workshops_workshop WHERE id = OLD.workshop_id AND rehearsal_of_id IS NOT NULL)",
    "workshops_contribution":
        f"EXISTS (SELECT 1 FROM workshops_exercise step JOIN {_PRACTISED} = step.workshop_id "
        "WHERE step.id = OLD.exercise_id)",
    "workshops_contributionrevision":
        "EXISTS (SELECT 1 FROM workshops_contribution note JOIN workshops_exercise step ON step.id = note.exercise_id "
        f"JOIN {_PRACTISED} = step.workshop_id WHERE note.id = OLD.contribution_id)",
    "workshops_sortingact":
        f"EXISTS (SELECT 1 FROM workshops_exercise step JOIN {_PRACTISED} = step.workshop_id "
        "WHERE step.id = OLD.exercise_id)",
    "workshops_sortingmove":
        "EXISTS (SELECT 1 FROM workshops_sortingact act JOIN workshops_exercise step ON step.id = act.exercise_id "
        f"JOIN {_PRACTISED} = step.workshop_id WHERE act.id = OLD.act_id)",
    "workshops_moderation":
        "EXISTS (SELECT 1 FROM workshops_contribution note JOIN workshops_exercise step ON step.id = note.exercise_id "
        f"JOIN {_PRACTISED} = step.workshop_id WHERE note.id = OLD.contribution_id)",
}  # fmt: skip
REHEARSED = [
    *(Guard(table, "no_delete", "DELETE", condition, "is append-only") for table, condition in _OF_A_REHEARSAL.items()),
    Guard(
        "workshops_workshop", "no_other_rehearsal", "UPDATE OF rehearsal_of_id",
        "COALESCE(NEW.rehearsal_of_id, 0) = COALESCE(OLD.rehearsal_of_id, 0)", "is a rehearsal from the start or never",
    ),
    Guard(
        "workshops_exercise", "no_other_session", "UPDATE OF workshop_id", "NEW.workshop_id = OLD.workshop_id",
        "stays in its session",
    ),
    *(
        Guard(table, "no_replace", "INSERT", f"NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)", "is there already")
        for table in ("workshops_workshop", "workshops_exercise")
    ),
]  # fmt: skip


def laid_over(guards: list[Guard], apps) -> list[Guard]:
    """The guards as they are once there are rehearsals; before that, as they were."""
    workshop = apps.get_model("workshops", "Workshop")
    if not any(field.name == "rehearsal_of" for field in workshop._meta.get_fields()):
        return guards
    other = {(guard.table, guard.name) for guard in REHEARSED}
    return [*(guard for guard in guards if (guard.table, guard.name) not in other), *REHEARSED]
