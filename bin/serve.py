"""Make the database ready, say where the site is, and serve. Runs inside .venv, started by bin/run.

One process for both: what Django loads in order to look at the database serves the first page as well.
"""

import contextlib
import fcntl
import io
import json
import logging
import os
import sys
import traceback
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from environment import ROOT, stop

HOST, PORT, ADDRESS = os.environ["HOST"], os.environ["PORT"], os.environ["SITE_URL"]


def keep_to_ourselves():
    """What is written from now on can be read by the one who runs the site only, and so can a database from before."""
    os.umask(0o077)
    for file in Path(os.environ.get("HLAB_DATA_DIR") or ROOT / "var").glob("hlab.sqlite3*"):
        file.chmod(0o600)


def prepare():
    """Database, translations and example lab. Returns what the seed says of itself."""
    said = io.StringIO()
    with (ROOT / "var" / "start.lock").open("w") as lock, (ROOT / "var" / "start.log").open("w") as log:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once take turns
        try:
            with contextlib.redirect_stderr(log):
                import django
                from django.core.management import call_command

                django.setup()
                call_command("prepare", stdout=said, stderr=log)
        except Exception:
            traceback.print_exc(file=log)
            stop("Databasen gick inte att förbereda. Detaljer: var/start.log")
    lines = said.getvalue().strip().splitlines()
    return json.loads(lines[-1]) if lines else {}


def greet(facts):
    """A few friendly lines: where, who, and the code to join with."""
    print(f"\nHälsolabb är i gång på {ADDRESS}")
    logins = facts.get("logins") or []
    if logins:
        print(f"\nLogga in på {ADDRESS}/konto/login/ som")
        for login in logins:
            print(f"  {login['role']:<22} {login['email']:<31} lösenord {login['password']}")
    if facts.get("join_code"):
        print(f"\nPågående verkstad: {facts['workshop']}")
        print(f"Gå med på {ADDRESS}/ga-med/ med koden {facts['join_code']}")
    if HOST == "127.0.0.1":
        print("\nSka telefoner i rummet kunna gå med? Starta med: make run HOST=0.0.0.0")
    print("\nAvsluta med Ctrl-C.\n", flush=True)


def serve():
    """Until Ctrl-C. Open event streams are given a few seconds; that they are cut off is no error."""
    import uvicorn

    logging.getLogger("uvicorn.error").addFilter(lambda record: "graceful shutdown exceeded" not in record.getMessage())
    uvicorn.run(
        "hlab.asgi:application",
        host=HOST,
        port=int(PORT),
        log_config=None,
        access_log=False,
        proxy_headers=False,  # where a request comes from is decided once, by BEHIND_PROXY
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    try:
        os.chdir(ROOT)
        sys.path.insert(0, str(ROOT))
        keep_to_ourselves()
        greet(prepare())
        serve()
    except KeyboardInterrupt:
        print()
