"""How much a reader takes in before it refuses: every limit of this package in one place.

The limits keep a hostile or mistaken file from filling memory or holding a worker. They are far above any
real official document: the longest plans run to a few megabytes.
"""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 1024 * 1024
"""Size of a file, checked before a byte of it is read."""

MAX_ARCHIVE_ENTRIES = 10_000
"""Members of a DOCX archive."""

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""Sum of the unpacked members of a DOCX archive, as declared."""

MAX_PART_BYTES = 32 * 1024 * 1024
"""One XML part of a DOCX file, unpacked; counted while unpacking, so a false declaration does not help."""

MAX_RATIO = 200
"""Unpacked to packed size of one member; deflate reaches 1,000 on zeros, WordprocessingML about 30."""

RATIO_FLOOR_BYTES = 16 * 1024 * 1024
"""Members smaller than this are not judged by their ratio: short repetitive parts compress very well."""

MAX_HTML_DEPTH = 2_000
"""Elements open at once in an HTML page; real pages stay below 100."""

MAX_HTML_WORK = 2_000_000_000
"""Sum over all tags of the elements open there: what building the tree costs, about ten seconds at this limit."""

MAX_PDF_PAGES = 5_000
"""Pages of a PDF file."""

MAX_SCAN_PAGES = 300
"""Pages that are recognised as pictures: about a second each."""

MAX_PIXELS = 80_000_000
"""Pixels of one picture; an A3 page at 600 dpi has 70 million."""

SCAN_DPI = 200
"""Resolution at which PDF pages are drawn for recognition."""

OFFICE_TIMEOUT_SECONDS = 120
"""How long LibreOffice may take for one file."""
