"""Read .doc, .wps and .rtf files: LibreOffice, where it is installed, turns them into DOCX, which is then
read.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.limits import MAX_FILE_BYTES, OFFICE_TIMEOUT_SECONDS
from jingkai.documents.read.reading import Reading
from jingkai.kernel.language import gettext as _

_PROGRAMS = ("soffice", "libreoffice")


def read_office(data: bytes, source: str) -> Reading:
    """Read a file of an older word processor.

    LibreOffice runs without a screen, with a profile of its own in a temporary folder, so that it meets
    neither a running office nor another reader; macros do not run in a conversion. Raises
    :class:`UnreadableError` where it is not installed, takes too long, or cannot read the file.
    """
    from jingkai.documents.read.docx import read_docx

    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(
            _("Files of this kind are read with LibreOffice, which is not installed here."),
            place=source,
            mend=_("Install LibreOffice, or save the document as DOCX."),
        )
    return read_docx(_converted(data, source, program), source)


def _converted(data: bytes, source: str, program: str) -> bytes:
    """Return the DOCX that LibreOffice makes of a file."""
    with tempfile.TemporaryDirectory(prefix="jingkai-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Its own name stays out of it, since odd names trip LibreOffice; the ending tells it of Microsoft Works.
        document = folder / ("document.wps" if source.lower().endswith(".wps") else "document.doc")
        document.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(document),
        ]
        _run(command, source, folder)
        made = folder / "out" / "document.docx"
        if not made.is_file() or made.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableError(
                _("LibreOffice cannot read the file: it is broken or protected."),
                place=source,
                mend=_("Open it, save it as DOCX, and read that copy."),
            )
        return made.read_bytes()


def _run(command: list[str], source: str, folder: Path) -> None:
    """Run LibreOffice and end it, with the processes it starts, when its time is over."""
    process = subprocess.Popen(  # noqa: S603 - the program comes from PATH, the arguments from here
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        start_new_session=True,
    )
    try:
        process.wait(timeout=OFFICE_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            _("LibreOffice did not finish within {seconds} seconds.").format(seconds=OFFICE_TIMEOUT_SECONDS),
            place=source,
            mend=_("Open the document, save it as DOCX, and read that copy."),
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
