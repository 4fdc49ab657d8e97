"""SQLite where those who write in one process stand in line.

SQLite lets a second writer sleep and look again, longer each time: in a room where sixty notes a second come in, the
unlucky wait for a second while others pass. Here a transaction first waits for its turn in this process, and is woken
the moment the one before is done. Between processes SQLite's own waiting remains.
"""

from __future__ import annotations

import threading

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PATIENCE = 20.0  # seconds, as the settings' `timeout`
_turns: dict[str, threading.Lock] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with a turn taken at BEGIN and given back at the end of the transaction."""

    _turn: threading.Lock | None = None

    def _start_transaction_under_autocommit(self):
        turn = _turns.setdefault(str(self.settings_dict["NAME"]), threading.Lock())
        if not turn.acquire(timeout=PATIENCE):
            raise OperationalError("database is locked")
        self._turn = turn
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_back()
            raise

    def _commit(self):
        super()._commit()  # refused: the caller rolls back, and that gives the turn back
        self._give_back()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._give_back()

    def _close(self):
        try:
            super()._close()
        finally:
            self._give_back()

    def _give_back(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()
