"""Read scans: pictures of pages (PNG, JPEG, TIFF …) recognised by RapidOCR, the optional extra
``jingkai[ocr]``.

The models come inside RapidOCR's package: nothing is downloaded when a scan is read.
"""

from __future__ import annotations

import importlib.util
import io
import threading
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.limits import MAX_PIXELS, MAX_SCAN_PAGES
from jingkai.documents.read.reading import Reading
from jingkai.documents.witness import Line, Place
from jingkai.kernel.language import gettext as _

_ONE_AT_A_TIME = threading.Lock()
_SAME_ROW = 0.5
"""Boxes whose middles are nearer than this share of their height stand in one row."""


def is_installed() -> bool:
    """Tell whether scans can be read here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "PIL"))


def not_installed(what: str, source: str) -> UnreadableError:
    """Return the error for a picture that cannot be recognised because the extra is missing."""
    return UnreadableError(
        what, place=source, mend=_('Install the text recognition: pip install "jingkai[ocr]".')
    )


def read_scan(data: bytes, source: str) -> Reading:
    """Read a picture of one page, or a TIFF file of several; lines are those of the page.

    Raises :class:`UnreadableError` where the extra is missing or the picture is broken or too large.
    """
    if not is_installed():
        raise not_installed(_("This is a picture of a text."), source)
    lines: list[Line] = []
    for page, picture in enumerate(_pictures(data, source), start=1):
        rows = recognise(picture, source)
        lines.extend(Line(row, Place(number, page)) for number, row in enumerate(rows, start=1))
    return Reading(tuple(lines), hard_wrapped=True)


def recognise(picture: Any, source: str) -> list[str]:
    """Return the lines of one page, top to bottom; ``picture`` is an array (height, width, 3),
    blue-green-red.

    Raises :class:`UnreadableError` where the recognition itself fails.
    """
    with _ONE_AT_A_TIME:
        try:
            result = _engine()(picture)
        except Exception as error:  # ONNX and OpenCV raise errors of many kinds
            raise UnreadableError(
                _("The text recognition failed ({reason}).").format(reason=error),
                place=source,
                mend=_("Scan the page again, or save the picture as PNG."),
            ) from error
    if result is None or result.boxes is None or result.txts is None:
        return []
    return rows_of_boxes([(box.tolist(), text) for box, text in zip(result.boxes, result.txts, strict=True)])


def rows_of_boxes(boxes: Sequence[tuple[Sequence[Sequence[float]], str]]) -> list[str]:
    """Put recognised pieces in reading order: rows from top to bottom, pieces of one row from left to right.

    Each piece is (four corners as (x, y), text). Pieces of one row are joined with a space.
    """
    pieces = []
    for corners, text in boxes:
        xs = [corner[0] for corner in corners]
        ys = [corner[1] for corner in corners]
        pieces.append(((min(ys) + max(ys)) / 2, max(ys) - min(ys), min(xs), text))
    pieces.sort(key=lambda piece: piece[0])
    rows: list[list[tuple[float, str]]] = []
    middle = height = 0.0
    for piece_middle, piece_height, left, text in pieces:
        if rows and piece_middle - middle < _SAME_ROW * min(height, piece_height):
            rows[-1].append((left, text))
        else:
            rows.append([(left, text)])
            middle, height = piece_middle, piece_height
    return [" ".join(text for _left, text in sorted(row)) for row in rows]


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Load the recognition models once; this takes about a second."""
    import logging

    from rapidocr import RapidOCR

    engine = RapidOCR()
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def _pictures(data: bytes, source: str) -> Iterator[Any]:
    """Yield the pages of a picture file as arrays in blue-green-red order."""
    import numpy  # type: ignore[import-not-found, unused-ignore]
    from PIL import Image, ImageOps, ImageSequence  # type: ignore[import-not-found, unused-ignore]

    broken = UnreadableError(
        _("The picture is broken or too large."),
        place=source,
        mend=_("Scan the page again at 300 dpi and save it as PNG or JPEG."),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image)):
                    if number >= MAX_SCAN_PAGES:
                        break
                    if frame.width * frame.height > MAX_PIXELS:
                        raise broken
                    upright = ImageOps.exif_transpose(frame.convert("RGB"))
                    yield numpy.asarray(upright)[:, :, ::-1].copy()
        except UnreadableError:
            raise
        except Exception as error:  # Pillow's decoders raise errors of many kinds
            raise broken from error
