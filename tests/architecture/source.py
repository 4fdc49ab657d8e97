"""Our own files, as the rules of the house see them."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hlab", "workshops", "journeys", "goals", "feedback", "followup")


def files(*suffixes: str, inside: tuple[str, ...] = (*PACKAGES, "templates", "tests", "bin")) -> list[Path]:
    """Every file of ours with one of the endings."""
    found = [path for folder in inside for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def drawer(name: str) -> list[Path]:
    """Modules of one drawer in all rooms: `actions/*.py`, `queries.py`, …"""
    return [
        path
        for path in files(".py", inside=PACKAGES)
        if (path.stem == name or name in path.parts) and path.stem != "__init__"
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def public_functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions at the top of a module whose name does not begin with an underscore."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in tree(path).body if isinstance(node, kinds) and not node.name.startswith("_")]
