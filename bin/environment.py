"""The project's own environment: found, made, filled. Standard library only; runs before anything is installed.

Written so that a Python older than ours can still read it and say what is missing.
"""

import errno
import fcntl
import hashlib
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "install.log"
OLDEST = (3, 11)
NO_INDEX = (
    "connect", "network", "timed out", "timeout", "unreachable", "dns", "name resolution", "failed to fetch",
    "from versions: none", "proxy", "ssl",
)  # fmt: skip


def stop(sentence):
    """One plain sentence, and the end."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(1)


def _new_enough(python):
    code = "import sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST
    try:
        return subprocess.call([python, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _python():
    """A Python that is new enough: this one, or another by name."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in (13, 12, 11, 14):
        found = shutil.which("python3.%d" % minor)
        if found and _new_enough(found):
            return found
    stop(
        "Hälsolabb behöver Python 3.11 eller nyare, och här finns bara %d.%d. Installera en nyare och försök igen."
        % sys.version_info[:2]
    )


def _run(command):
    """Exit code; everything it says goes to the log."""
    with open(str(LOG), "ab") as out:
        out.write(("\n$ %s\n" % " ".join(command)).encode())
        out.flush()
        return subprocess.call(command, stdout=out, stderr=out, cwd=str(ROOT))


def _make_venv(python):
    if PYTHON.exists() and _new_enough(str(PYTHON)):
        return
    uv = shutil.which("uv")
    if _run([python, "-m", "venv", "--clear", str(VENV)]) == 0:
        return
    if uv and _run([uv, "venv", "--clear", "--python", python, str(VENV)]) == 0:
        return
    stop("Det gick inte att skapa en Pythonmiljö. Installera paketet python3-venv och försök igen.")


def _install(files):
    """0 when everything is there. uv where it can be had, since it is several times faster; else pip."""
    wanted = [part for file in files for part in ("-r", str(file))]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--retries", "2"]
    uv = shutil.which("uv")
    if uv is None:
        own = VENV / "bin" / "uv"
        if not own.exists():
            _run([*pip, "install", "--quiet", "uv"])
        uv = str(own) if own.exists() else None
    if uv and _run([uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", *wanted]) == 0:
        return 0
    return _run([*pip, "install", "--require-hashes", *wanted])


def ensure(dev=False):
    """Make sure that .venv holds what the requirements say. Does nothing when it already does."""
    try:
        LOG.parent.mkdir(exist_ok=True)
        _ensure(dev)
    except PermissionError:
        stop("Hälsolabb får inte skriva i sin egen mapp, %s. Ändra rättigheterna eller flytta den." % ROOT)


def _ensure(dev):
    files = [ROOT / "requirements.txt"] + ([ROOT / "requirements-dev.txt"] if dev else [])
    marks = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    stamps = {file: VENV / (".installed-" + file.stem) for file in files}
    if PYTHON.exists() and all(stamps[f].exists() and stamps[f].read_text() == marks[f] for f in files):
        return
    with open(str(LOG.parent / "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two at once take turns
        _fill(files, marks, stamps)


def _fill(files, marks, stamps):
    LOG.write_bytes(b"")
    python = _python()
    print("Installerar det som behövs. Första gången tar det någon minut.", flush=True)
    _make_venv(python)
    if _install(files):
        said = LOG.read_text(errors="replace").lower()
        if any(word in said for word in NO_INDEX):
            stop("Paketindexet gick inte att nå. Kontrollera nätverket och försök igen. Detaljer: var/install.log")
        stop("Installationen gick inte att slutföra. Detaljer: var/install.log")
    for file in files:
        stamps[file].write_text(marks[file])


def why_not_listen(host, port):
    """A plain sentence about why nobody can listen there, or nothing when it is free."""
    if not (port.isascii() and port.isdecimal()) or not 0 < int(port) < 65536:
        return "PORT ska vara ett tal mellan 1 och 65535, till exempel: make run PORT=8001"
    try:
        family, kind, _proto, _name, where = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = int(port) + 1 if int(port) < 65535 else 8000
            return "Port %s är upptagen, kanske av Hälsolabb i ett annat fönster. Välj en annan: make run PORT=%d" % (
                port,
                other,
            )
        if error.errno == errno.EACCES:
            return "Port %s kräver högre behörighet. Välj en över 1023, till exempel: make run PORT=8000" % port
        return "Adressen %s finns inte på den här datorn. Utan HOST= används 127.0.0.1." % host
    return ""


def lan_address():
    """This machine's address in its own network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
