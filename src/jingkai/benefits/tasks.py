"""What benefits do in the background: runs over a whole zone, the claims opened from them, simulations."""

from __future__ import annotations

from django_tasks import task

from jingkai.benefits.services import running, simulation_work


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


@task()
def simulate(simulation_pk: int) -> None:
    """Compute a simulation."""
    simulation_work.work_on(simulation_pk)


def resume_simulations() -> int:
    """Hand simulations that were interrupted to the queue again; return how many there were."""
    keys = simulation_work.resume()
    for pk in keys:
        simulate.enqueue(pk)
    return len(keys)
