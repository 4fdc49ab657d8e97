"""Structured logs with a request id and nothing that points at a person.

Library loggers that write addresses, paths or queries are kept quiet here, in one place.
"""

import re
import sys
import traceback
from pathlib import Path

import structlog

_HOME = str(Path(__file__).resolve().parents[2]) + "/"
_POINTS_AT_SOMEONE = [
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-post]"),
    (re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)"), "[nummer]"),
    (re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"), "[adress]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{1,4}(?![\w:])"), "[adress]"),
    (re.compile(r"(?<=[\w/])\?[^\s\"']+=[^\s\"']*"), "?[fråga]"),
]  # fmt: skip


def frames_only(_logger, _name, event: dict) -> dict:
    """Say where something failed but not with which values: a database error repeats what somebody wrote."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["error"] = info[0].__name__
        stack = traceback.extract_tb(info[2])[-_FRAMES:]
        event["frames"] = [f"{frame.filename.removeprefix(_HOME)}:{frame.lineno} {frame.name}" for frame in stack]
    return event


def scrub(_logger, _name, event: dict) -> dict:
    """A net under what a library may say: addresses, numbers and queries are taken out of its sentence."""
    words = event.get("event")
    if isinstance(words, str) and event.get("_from_structlog") is False:
        for pattern, instead in _POINTS_AT_SOMEONE:
            words = pattern.sub(instead, words)
        event["event"] = words
    return event


_FRAMES = 12  # the innermost
_SHARED = [
    frames_only,
    scrub,
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def logging_config(*, json: bool, level: str) -> dict:
    """`logging.config` dictionary: one handler to standard error, as JSON lines or for a person's eyes."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    final = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [*final, renderer],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["err"], "level": level},
        "loggers": {
            # uvicorn brings handlers of its own, which print what an exception says. Its access log and Django's
            # request log name addresses and paths; ours names routes.
            "uvicorn": {"handlers": [], "propagate": True},
            "uvicorn.error": {"handlers": [], "propagate": True},
            "uvicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
            "uvicorn.asgi": {"level": "WARNING"},
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": False, "level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
            "django.db.backends": {"level": "WARNING"},
        },
    }
