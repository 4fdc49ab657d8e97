"""Structured logs with a request id and nothing that points at a person.

Library loggers that write addresses, paths or queries are kept quiet here, in one place.
"""

import sys
import traceback

import structlog


def frames_only(_logger, _name, event: dict) -> dict:
    """Say where something failed but not with which values: a database error repeats what somebody wrote."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["exception"] = info[0].__name__
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(info[2])][-8:]
    return event


_SHARED = [
    frames_only,
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
            # uvicorn's access log and Django's request log name addresses and paths; ours names routes.
            "uvicorn.access": {"handlers": [], "propagate": False},
            "django.request": {"level": "CRITICAL"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
