"""Migration operations for what must never change, the same on SQLite and PostgreSQL.

`Frozen("goals_goalversion", ["title"], when="OLD.frozen_at IS NOT NULL")` refuses updates of those columns
once the condition holds; `Frozen(table)` without columns refuses every update and delete. `NoWayAround(table)` closes
what those triggers never see: TRUNCATE on PostgreSQL, and on SQLite a row that is put in the place of another.
`Guard` is one trigger with a condition that may ask other rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.migrations.operations.base import Operation

REFUSE = (
    "CREATE OR REPLACE FUNCTION hlab_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


class Frozen(Operation):
    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, columns: list[str] | None = None, when: str = "", deletes: bool = True):
        self.table, self.columns, self.when, self.deletes = table, columns, when, deletes

    def deconstruct(self):
        return (
            self.__class__.__name__,
            [self.table],
            {"columns": self.columns, "when": self.when, "deletes": self.deletes},
        )

    def state_forwards(self, app_label, state):
        pass

    def describe(self):
        return f"Refuse changes in {self.table}"

    def _names(self):
        return [f"{self.table}_no_update"] + ([f"{self.table}_no_delete"] if self.deletes else [])

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.create_sql(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for name in self._names():
            on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)

    def create_sql(self, vendor: str) -> list[str]:
        """The statements that create the triggers for one vendor ("sqlite" or "postgresql")."""
        events = [("update", f"UPDATE{' OF ' + ', '.join(self.columns) if self.columns else ''}")]
        if self.deletes:
            events.append(("delete", "DELETE"))
        out = []
        for kind, event in events:
            name = f"{self.table}_no_{kind}"
            when = f" WHEN ({self.when})" if self.when else ""
            message = f"{self.table} is append-only"
            if vendor == "sqlite":
                out.append(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH ROW{when} "
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            else:
                out.append(REFUSE)
                out.append(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH ROW{when} "
                    "EXECUTE FUNCTION hlab_refuse()"
                )
        return out


class NoWayAround(Operation):
    """No TRUNCATE (PostgreSQL), and no INSERT OR REPLACE of a row that is there (SQLite: it removes the row without
    asking the trigger that refuses DELETE, unless a connection has turned on recursive_triggers, as ours have)."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str):
        self.table = table

    def deconstruct(self):
        return (self.__class__.__name__, [self.table], {})

    def state_forwards(self, app_label, state):
        pass

    def describe(self):
        return f"Refuse ways around the triggers of {self.table}"

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.create_sql(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute(self.drop_sql(schema_editor.connection.vendor), params=None)

    def create_sql(self, vendor: str) -> list[str]:
        """The statements that create the trigger for one vendor ("sqlite" or "postgresql")."""
        if vendor == "sqlite":
            there = f"SELECT 1 FROM {self.table} WHERE id = NEW.id"  # noqa: S608  (a name of ours)
            return [
                f"CREATE TRIGGER {self.table}_no_replace BEFORE INSERT ON {self.table} FOR EACH ROW "
                f"WHEN EXISTS ({there}) BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END"
            ]
        return [
            REFUSE,
            f"CREATE TRIGGER {self.table}_no_truncate BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION hlab_refuse()",
        ]

    def drop_sql(self, vendor: str) -> str:
        """The statement that removes the trigger again."""
        if vendor == "sqlite":
            return f"DROP TRIGGER IF EXISTS {self.table}_no_replace"
        return f"DROP TRIGGER IF EXISTS {self.table}_no_truncate ON {self.table}"


@dataclass(frozen=True)
class Guard:
    """Refuses an event unless a condition holds. Used as in `workshops/migrations/_kept.py`.

    event: "UPDATE OF text". unless: SQL about OLD and NEW, never null; it may ask other tables. says: "must belong
    together", after the table's name.
    """

    table: str
    name: str
    event: str
    unless: str
    says: str

    def create_sql(self, vendor: str) -> list[str]:
        """The statements that create the trigger for one vendor ("sqlite" or "postgresql")."""
        trigger = f"CREATE TRIGGER {self.table}_{self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW "
        if vendor == "sqlite":
            return [f"{trigger} WHEN NOT ({self.unless}) BEGIN SELECT RAISE(ABORT, '{self.table} {self.says}'); END"]
        return [
            f"CREATE OR REPLACE FUNCTION {self.table}_{self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT ({self.unless}) THEN RAISE EXCEPTION '{self.table} {self.says}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if self.event == 'DELETE' else 'NEW'}; END $$",
            f"{trigger} EXECUTE FUNCTION {self.table}_{self.name}()",
        ]

    def drop_sql(self, vendor: str) -> str:
        """The statement that removes the trigger again."""
        on = f" ON {self.table}" if vendor == "postgresql" else ""
        return f"DROP TRIGGER IF EXISTS {self.table}_{self.name}{on}"
