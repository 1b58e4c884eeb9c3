"""Write to the library: take in a reading, review and publish a document, keep the search index in step.

Everything here is atomic: what fails leaves the library as it was. Nothing asks who is calling: whether somebody
may is decided where the request comes in.
"""

from __future__ import annotations

from jingkai.documents.services.indexing import index, index_everything
from jingkai.documents.services.intake import Ingested, ingest
from jingkai.documents.services.review import correct, discard, publish
from jingkai.documents.services.samples import SamplesLoaded, load_samples

__all__ = [
    "Ingested",
    "SamplesLoaded",
    "correct",
    "discard",
    "index",
    "index_everything",
    "ingest",
    "load_samples",
    "publish",
]
