"""The project's own environment: found, made, filled. Standard library only; runs before anything is installed."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def stop(sentence):
    """One plain sentence, and the end."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def _python():
    """A Python that is new enough: this one, or another by name."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in (13, 12, 11, 14):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    stop("Hälsolabb behöver Python 3.11 eller nyare. Här finns %d.%d. Installera en nyare och försök igen."
         % sys.version_info[:2])  # fmt: skip


def _run(command, log):
    with open(str(log), "ab") as out:
        return subprocess.call(command, stdout=out, stderr=out, cwd=str(ROOT))


def ensure(dev=False, say=print):
    """Make sure that .venv holds what the requirements say. Does nothing when it already does."""
    files = [ROOT / "requirements.txt"] + ([ROOT / "requirements-dev.txt"] if dev else [])
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    stamp = VENV / (".installed-dev" if dev else ".installed")
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    log = ROOT / "var" / "install.log"
    log.parent.mkdir(exist_ok=True)
    log.write_bytes(b"")
    say("Installerar. Första gången tar det någon minut.")
    if not PYTHON.exists() and _run([_python(), "-m", "venv", str(VENV)], log):
        stop("Det gick inte att skapa en Pythonmiljö. Installera paketet python3-venv. Detaljer: var/install.log")
    uv = shutil.which("uv") or str(VENV / "bin" / "uv")
    if not os.path.exists(uv):
        _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"], log)
    arguments = [part for file in files for part in ("-r", str(file))]
    if os.path.exists(uv):
        failed = _run([uv, "pip", "install", "--python", str(PYTHON), "--require-hashes"] + arguments, log)
    else:
        failed = _run([str(PYTHON), "-m", "pip", "install", "--require-hashes"] + arguments, log)
    if failed:
        text = log.read_text(errors="replace").lower()
        if any(word in text for word in ("resolve", "connect", "network", "timed out", "unreachable", "dns")):
            stop("Det gick inte att nå paketindexet. Kontrollera nätverket och försök igen. Detaljer: var/install.log")
        stop("Installationen misslyckades. Detaljer finns i var/install.log")
    stamp.write_text(wanted)
    if dev:
        (VENV / ".installed").write_text(hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest())
