"""What benefits do in the background: runs over a whole zone, and the claims opened from them."""

from __future__ import annotations

from django_tasks import task

from jingkai.benefits.services import running


@task()
def carry_out_run(run_pk: int) -> None:
    """Do what a run waits for."""
    running.work_on(run_pk)


def resume_runs() -> int:
    """Hand runs that were interrupted to the queue again; return how many there were."""
    keys = running.resume()
    for pk in keys:
        carry_out_run.enqueue(pk)
    return len(keys)
