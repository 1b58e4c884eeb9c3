"""What the registry does in the background: dry runs and imports."""

from __future__ import annotations

from django_tasks import task

from jingkai.registry.services import importing


@task()
def carry_out_import(run_pk: int) -> None:
    """Carry out the dry run or the import that a file waits for."""
    importing.work_on(run_pk)


def resume_imports() -> int:
    """Hand imports that were interrupted to the queue again; return how many there were."""
    keys = importing.resume()
    for pk in keys:
        carry_out_import.enqueue(pk)
    return len(keys)
