"""`make run` when something is missing: one plain sentence, never a traceback."""

import importlib.util
import os
import socket
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """bin/environment.py, with its environment and log in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "bin" / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "LOG", tmp_path / "var" / "install.log")
    return module


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        yield str(sock.getsockname()[1])


@pytest.mark.parametrize("port", ["noll", "0", "65536", "-1", "", "²", "٣"])
def test_a_port_that_is_none(environment, port):
    assert environment.why_not_listen("127.0.0.1", port).startswith("PORT ska vara ett tal")


def test_an_address_of_another_machine(environment):
    assert "finns inte på den här datorn" in environment.why_not_listen("192.0.2.7", "8000")


def test_a_free_port(environment):
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = str(sock.getsockname()[1])
    assert environment.why_not_listen("127.0.0.1", port) == ""


def test_a_taken_port_is_one_sentence_that_says_what_to_do(taken):
    done = subprocess.run(
        [sys.executable, "bin/run"], cwd=ROOT, env=os.environ | {"PORT": taken}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith(f"Port {taken} är upptagen")
    assert sentence.endswith(f"Välj en annan: make run PORT={int(taken) + 1}")


def refuse(environment, monkeypatch, said: str):
    """An installation that fails with these words in its log."""

    def install(files):
        environment.LOG.write_text(said)
        return 1

    monkeypatch.setattr(environment, "_make_venv", lambda python: None)
    monkeypatch.setattr(environment, "_install", install)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: Failed to fetch: `https://index.example/simple/`", "Paketindexet gick inte att nå"),
        ("Retrying after connection broken by NewConnectionError", "Paketindexet gick inte att nå"),
        ("Disk quota exceeded", "Installationen gick inte att slutföra"),
    ],
)
def test_no_network_and_other_trouble(environment, monkeypatch, capsys, said, sentence):
    refuse(environment, monkeypatch, said)
    with pytest.raises(SystemExit) as end:
        environment.ensure()
    assert end.value.code == 1
    assert capsys.readouterr().err.startswith(sentence)


def test_an_installation_that_was_cut_off_is_taken_up_again(environment, monkeypatch, capsys):
    """The mark is made last: without it the next start installs again, with it nothing is done."""
    made = []

    def install(files):
        made.append(1)
        environment.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        environment.PYTHON.touch()
        return 0

    monkeypatch.setattr(environment, "_make_venv", lambda python: None)
    monkeypatch.setattr(environment, "_install", install)
    environment.ensure()
    environment.ensure()
    assert made == [1]
    (environment.VENV / ".installed-requirements").write_text("något annat")
    environment.ensure()
    assert made == [1, 1]


def test_too_old_a_python(environment, monkeypatch, capsys):
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        environment.ensure()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Hälsolabb behöver Python")
    assert said.err.count("\n") == 1


def test_a_folder_one_may_not_write_in_is_one_sentence(environment, tmp_path, monkeypatch, capsys):
    def refuses(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(environment.LOG), "mkdir", refuses)
    with pytest.raises(SystemExit):
        environment.ensure()
    assert capsys.readouterr().err.startswith("Hälsolabb får inte skriva i sin egen mapp")
