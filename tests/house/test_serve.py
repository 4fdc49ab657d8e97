"""The embedded site: whom it believes, and who may read its files."""

import importlib.util
import os
import stat
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT


@pytest.fixture
def serve(monkeypatch):
    """bin/serve.py as a module."""
    for name, value in {"HOST": "127.0.0.1", "PORT": "8000", "SITE_URL": "http://127.0.0.1:8000"}.items():
        monkeypatch.setenv(name, value)
    spec = importlib.util.spec_from_file_location("serve", ROOT / "bin" / "serve.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nobody_is_believed_about_where_they_come_from(serve, monkeypatch):
    import uvicorn

    asked = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: asked.update(options))
    serve.serve()
    assert asked["proxy_headers"] is False
    runbook = (ROOT / "RUNBOOK.md").read_text()
    assert "uvicorn hlab.asgi:application --workers 2 --no-proxy-headers" in runbook


def test_what_it_writes_is_its_own(tmp_path):
    old = tmp_path / "hlab.sqlite3"
    old.touch(mode=0o644)
    code = (
        "import serve, pathlib; serve.keep_to_ourselves(); pathlib.Path('new').touch(); pathlib.Path('folder').mkdir()"
    )
    env = os.environ | {
        "HOST": "x", "PORT": "1", "SITE_URL": "x", "HLAB_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT / "bin"),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, check=True)
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("hlab.sqlite3", "new", "folder")}
    assert modes == {"hlab.sqlite3": 0o600, "new": 0o600, "folder": 0o700}
