"""Writes are acts with someone behind them; every view has said who may open it; every column is classified."""

import ast

import pytest
from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from hlab.core.privacy import LEVELS, REGISTER, data_map, level_of
from tests.architecture.source import PACKAGES, ROOT, drawer, public_functions, shown

# Acts that lack someone behind them or a time, with the reason.
EXCEPTIONS = {
    "hlab/live/actions.py:publish": ({"at"}, "the wire knows kinds and counts, never who"),
    "hlab/live/actions.py:remove_old_events": ({"before"}, "a chore of the clock"),
    "hlab/accounts/actions/receipts.py:issue": ({"at"}, "the person comes into being here"),
    "feedback/actions/coming.py:say_as_newcomer": ({"at"}, "the person comes into being here"),
    "hlab/accounts/actions/organisations.py:ensure_reference": (set(), "loads a list that the state keeps"),
    "hlab/cms/actions/pages.py:put_lab_page": ({"by"}, "Wagtail stamps its pages itself"),
    "hlab/cms/actions/pages.py:put_goal_page": ({"by"}, "Wagtail stamps its pages itself"),
}


def calls(node: ast.AST) -> set[str]:
    """Names that are called somewhere in a function: `x.save()` and `record()` alike."""
    found = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in found}


def decorated(node) -> set[str]:
    return {ast.unparse(decorator) for decorator in node.decorator_list}


def test_every_act_is_named_and_dated():
    """What writes takes keywords only, and is told who acts (`by`) and when (`at`)."""
    wrong = []
    for path in drawer("actions"):
        for function in public_functions(path):
            name = f"{shown(path)}:{function.name}"
            writes = "transaction.atomic" in decorated(function)
            if not writes:
                continue
            keywords = {argument.arg for argument in function.args.kwonlyargs}
            needed, _why = EXCEPTIONS.get(name, ({"by", "at"}, ""))
            if function.args.args or not needed <= keywords:
                wrong.append(name)
    assert wrong == []


def test_no_act_reads_the_clock():
    wrong = [
        shown(path) for path in drawer("actions") if calls(ast.parse(path.read_text())) & {"now", "utcnow", "today"}
    ]
    assert wrong == []


def test_queries_only_read():
    writing = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
    assert [shown(path) for path in drawer("queries") if calls(ast.parse(path.read_text())) & writing] == []


def ours(patterns, prefix=""):
    for entry in patterns:
        if isinstance(entry, URLPattern):
            view = getattr(entry.callback, "cls", None) or getattr(entry.callback, "view_class", entry.callback)
            if view.__module__.split(".")[0] in PACKAGES:
                yield prefix + str(entry.pattern), entry.callback, view
        else:
            yield from ours(entry.url_patterns, prefix + str(entry.pattern))


def test_every_view_says_who_may_open_it():
    found = list(ours(get_resolver().url_patterns))
    assert len(found) > 10
    assert [
        path for path, callback, view in found if not (getattr(callback, "access", "") or getattr(view, "access", ""))
    ] == []


def our_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def columns(model) -> list[str]:
    """Columns that the model itself adds: not what a Wagtail page already has, nor the link to it."""
    return [f.name for f in model._meta.local_fields if not getattr(f.remote_field, "parent_link", False)]


def test_every_column_is_classified():
    missing = [f"{m._meta.label}.{c}" for m in our_models() for c in columns(m) if level_of(m._meta.label, c) is None]
    assert missing == [], "classify them in hlab/core/privacy.py"


def test_the_register_speaks_only_of_columns_that_exist():
    real = {model._meta.label: set(columns(model)) for model in our_models()}
    written = {model: {name for row in levels.values() for name in row.split()} for model, levels in REGISTER.items()}
    assert {
        model: names - real.get(model, set()) for model, names in written.items() if names - real.get(model, set())
    } == {}
    assert all(set(levels) <= set(LEVELS) for levels in REGISTER.values())


def test_own_words_are_treated_as_such():
    assert level_of("workshops.Contribution", "text") == "free_text"
    assert level_of("workshops.Participation", "perspective") == "sensitive"


def test_the_data_map_is_up_to_date():
    assert (ROOT / "docs" / "data-map.md").read_text() == data_map(), (
        "run: python -m hlab.core.privacy > docs/data-map.md"
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_says_what_it_is_for(package):
    """Also the rooms that hold nothing yet."""
    assert ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text()))
