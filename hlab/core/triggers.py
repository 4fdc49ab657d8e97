"""Migration operations for what must never change, the same on SQLite and PostgreSQL.

`Frozen("goals_goalversion", ["title"], when="OLD.frozen_at IS NOT NULL")` refuses updates of those columns
once the condition holds; `Frozen(table)` without columns refuses every update and delete.
"""

from __future__ import annotations

from django.db.migrations.operations.base import Operation


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
                out.append(
                    "CREATE OR REPLACE FUNCTION hlab_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
                    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
                )
                out.append(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH ROW{when} "
                    "EXECUTE FUNCTION hlab_refuse()"
                )
        return out
