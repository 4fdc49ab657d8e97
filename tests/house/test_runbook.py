"""What the settings read stands in the runbook, and what the README tells people to run exists."""

import re

from tests.architecture.source import ROOT

READ = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')


def test_every_variable_is_explained():
    read = {name for path in (ROOT / "hlab" / "settings").glob("*.py") for name in READ.findall(path.read_text())}
    assert len(read) > 15
    runbook = (ROOT / "RUNBOOK.md").read_text()
    assert {name for name in read if f"`{name}`" not in runbook and f"`{name}=" not in runbook} == set()


def test_every_make_target_in_the_readme_exists():
    told = set(re.findall(r"`?make (\w+)", (ROOT / "README.md").read_text()))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert told
    assert told <= targets


def test_addresses_in_the_documents_lead_somewhere():
    for page in ("README.md", "RUNBOOK.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text()):
            assert (ROOT / link).exists(), f"{page}: {link}"
