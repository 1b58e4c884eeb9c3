"""Tell a supervisor that starts this process as ``Type=notify`` (systemd) that the site answers now."""

from __future__ import annotations

import http.client
import os
import socket
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"
_PATIENCE_SECONDS = 60.0


def tell_when_answering(host: str, port: int) -> None:
    """Wait until ``/healthz`` is answered at ``host`` and ``port``, and say ``READY=1``. Nothing where nobody listens.

    A site that does not answer within a minute says nothing: the supervisor has a limit of its own.
    """
    if not os.environ.get(VARIABLE):
        return
    connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE_SECONDS)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        if connection.getresponse().status == http.client.OK:
            _say("READY=1")
    connection.close()


def _say(words: str) -> None:
    address = os.environ[VARIABLE]
    if address.startswith("@"):  # how systemd writes a socket that has no file
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(words.encode(), address)
