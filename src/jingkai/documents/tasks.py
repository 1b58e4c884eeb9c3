"""Work that outlasts a request."""

from __future__ import annotations

from django_tasks import task


@task()
def read_upload(upload_pk: int) -> None:
    """Read a handed-in file and take it into the library."""
    from jingkai.documents.services import process

    process(upload_pk)
