"""The WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from jingkai.kernel.lifeline import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")

application = get_wsgi_application()
follow_parent()
