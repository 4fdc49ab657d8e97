"""The embedded site's settings with the live room alone: processes stand in a moment, whatever the others do."""

from hlab.settings.dev import *  # noqa: F403

INSTALLED_APPS = ["hlab.live", "hlab.core"]
MIDDLEWARE = []
