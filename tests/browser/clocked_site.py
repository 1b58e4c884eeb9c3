"""A demo whose clock a test puts forward, for what takes working days: a publication has to end."""

from __future__ import annotations

from pathlib import Path

import prepared_site
from conftest import Site

AHEAD = "days-ahead"
"""A file in the data folder: so many days the site's clock is ahead of the machine's."""

START = f"""
import os
from datetime import timedelta
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "jingkai.config.settings"
from django.utils import timezone
from jingkai.kernel import clock
ahead = Path(os.environ["JINGKAI_DATA"]) / "{AHEAD}"
def later(real):
    return lambda: real() + timedelta(days=int(ahead.read_text()) if ahead.exists() else 0)
timezone.now, clock.now = later(timezone.now), later(clock.now)
from jingkai.config import serve
serve.open_library(print)
from jingkai.ledger.services import catch_up_all
from jingkai.portal.services.housekeeping import Chore, Housekeeping
Housekeeping([Chore("feed the read models", 1.0, catch_up_all)]).start()
# The product's own server starts another process, which would have the machine's clock.
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from jingkai.config.wsgi import application
WSGIRequestHandler.log_message = lambda *_: None
server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
server.set_app(application)
print(f"http://127.0.0.1:{{server.server_port}}", flush=True)
server.serve_forever()
"""


class ClockedSite(Site):
    """A running demo with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(prepared_site.set_up(folder, prepared_site.DEMO), START)

    def let_days_pass(self, days: int) -> None:
        """Put the site's clock so many days ahead of the machine's."""
        (self.folder / AHEAD).write_text(str(days), encoding="ascii")
