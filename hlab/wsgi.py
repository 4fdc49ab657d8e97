"""WSGI entry, for hosts that cannot run ASGI. Without ASGI there is no live wire; every page still works."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.base")
application = get_wsgi_application()
