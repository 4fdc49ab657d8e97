"""Servers of the tests' own that may be killed: never those of the machine."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path

from tests.site import free_port


def postgres_programs() -> str | None:
    """Folder of `initdb` and `pg_ctl`, of the newest PostgreSQL that is installed; None without one."""
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    path = found[-1] if found else shutil.which("initdb")
    return os.path.dirname(path) if path else None


@dataclass
class Cluster:
    """A PostgreSQL with a folder and a port of its own. It refuses to run as root, and then runs as somebody else."""

    programs: str
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="hlab-pg-", dir="/tmp")))
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"postgresql://hlab@127.0.0.1:{self.port}/hlab_test_faults"

    def make(self) -> Cluster:
        if who := _somebody_else():
            os.chown(self.folder, who["user"], who["group"])
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "hlab", "--auth=trust", "--no-sync", "-E", "UTF8")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "hlab", "hlab_test_faults")
        return self

    def start(self) -> None:
        self._ctl("start", "-o", self._options())

    def restart(self) -> None:
        """As when its machine is started anew: nothing is tidied up first."""
        self._ctl("restart", "-m", "immediate", "-o", self._options())

    def remove(self) -> None:
        self._ctl("stop", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder.parent / f"{self.folder.name}.log").unlink(missing_ok=True)

    def _options(self) -> str:
        return f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"

    def _ctl(self, act: str, *options: str) -> None:
        self._run(
            "pg_ctl", act, "-D", str(self.folder / "data"), "-w", "-t", "120", "-l", f"{self.folder}/log", *options
        )

    def _run(self, program: str, *arguments: str) -> None:
        # No pipe: the server that pg_ctl leaves running would keep it open.
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            subprocess.run(
                [f"{self.programs}/{program}", *arguments],
                cwd="/", check=True, timeout=300, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **_somebody_else(),
            )  # fmt: skip


def _somebody_else() -> dict:
    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


@dataclass(frozen=True)
class Ledger:
    """What the database holds, asked for without the site. url: of PostgreSQL, or blank and the file of SQLite."""

    url: str
    file: Path

    def rows(self, sql: str, *values) -> list[tuple]:
        """sql with %s for values."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url, autocommit=True) as connection:
                return connection.execute(sql, values or None).fetchall()
        connection = sqlite3.connect(self.file, timeout=20)
        try:
            with connection:
                return connection.execute(sql.replace("%s", "?"), values).fetchall()
        finally:
            connection.close()

    def change(self, sql: str, *values) -> None:
        """One statement that gives no rows."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(sql, values or None)
        else:
            self.rows(sql, *values)
