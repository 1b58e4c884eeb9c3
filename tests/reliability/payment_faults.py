"""Processes that claim and pay from one budget: killed in the middle of a payment, or 64 at once.

    python payment_faults.py kills COUNT SEED | clients COUNT SEED

The database is the one of DATABASE_URL, else SQLite in JINGKAI_DATA. A process is killed (kill -9, by itself) before the
n-th statement that it sends to the database, or at the n-th touch of a file: nothing depends on time. The bank is a
folder: a payment is a file named by its reference, made once and never again. Prints one JSON object with what was found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

sys.path.append(str(Path(__file__).resolve().parent.parent / "benefits" / "claims"))

T = TypeVar("T")

_IN_A_BATCH = 5
_LATEST_KILL = 160
"""A process lives for so many statements and touches at most."""


def set_up() -> Path:
    """Configure Django on the database that the product would use, with the tables it pays by; return the bank's folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jingkai.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    for slice_ in ("ledger", "registry", "benefits"):  # whose pools there are, and which terms a zone has set
        call_command("migrate", slice_, verbosity=0, interactive=False)
    connection.close()
    bank = Path(settings.DATA) / "bank"
    bank.mkdir()
    return bank


def child(work: Callable[[], None]) -> int:
    """Run work in a process of its own; return its id."""
    from django.db import connection

    connection.close()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def insist(command: Callable[[], T]) -> T:
    """Give a command until the database takes it, each time under the same id: many wait for SQLite's lock in vain."""
    from django.db import OperationalError

    for _attempt in range(20):
        try:
            return command()
        except OperationalError:
            continue
    return command()


class Fate:
    """Kills its process at the n-th touch; 0: never."""

    def __init__(self, at: int) -> None:
        self.left = at

    def touch(self) -> None:
        """Count one step."""
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, execute: Any, *arguments: Any) -> Any:
        """Count a statement; Django calls this around each."""
        self.touch()
        return execute(*arguments)


def send(folder: Path, content: bytes, name: str, fate: Fate) -> None:
    """Bring a file to the bank's folder: half of it, all of it, under its name; killed between any two."""
    draft = folder / f"{name}.part"
    with draft.open("wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        fate.touch()
        file.write(content[len(content) // 2 :])
    fate.touch()
    draft.replace(folder / f"{name}.csv")
    fate.touch()


def bank_answers(folder: Path, name: str) -> bytes:
    """Pay what has not been paid, and answer. One reference in five is refused, always the same."""
    from claim_steps import answer

    lines = []
    for line in (folder / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[1:-1]:
        _batch, _number, reference, _holder, _bank, _account, yuan, _clause = line.split(",")
        refused = sum(reference.encode()) % 5 == 0
        if not refused:
            (folder / f"{reference}.paid").touch()
        lines.append((reference, yuan, "失败" if refused else "成功"))
    return answer(*lines)


def settle(folder: Path, batch: str, fate: Fate) -> None:
    """Bring one batch to its end."""
    from claim_steps import LATER, PAYMASTER, command

    from jingkai.benefits.services import payments

    content = payments.hand_over(batch, by=PAYMASTER, command_id=f"{os.getpid()}-{command()}")
    send(folder, content, batch, fate)
    told = bank_answers(folder, batch)
    fate.touch()
    payments.reconcile(batch, told, by=PAYMASTER, now=LATER)


def pay_all(folder: Path, claims: Sequence[str], fate: Fate) -> None:
    """Resume what is open, then pay what waits, batch after batch."""
    from claim_steps import BUDGET, LATER, PAYMASTER, command
    from django.db import connection

    from jingkai.benefits.claims.states import State
    from jingkai.benefits.selectors.claims import all_batches, open_lines, the_claim
    from jingkai.benefits.services import payments

    with connection.execute_wrapper(fate.around):
        for batch in list(all_batches()):
            if open_lines(batch):
                settle(folder, batch.id, fate)
        while True:
            ready = [claim for claim in claims if the_claim(claim).state is State.BUDGETED]
            if not ready:
                return
            made = payments.prepare_batch(
                BUDGET,
                ready[:_IN_A_BATCH],
                by=PAYMASTER,
                command_id=f"{os.getpid()}-{command()}",
                now=LATER,
            )
            settle(folder, made.id, fate)


def look(folder: Path, claims: Sequence[str]) -> dict[str, Any]:
    """Check ledger, budget and bank against each other; return what was found."""
    from claim_steps import BUDGET

    from jingkai.benefits.budgets.budget import Hold
    from jingkai.benefits.claims.states import State
    from jingkai.benefits.selectors.claims import all_batches, the_budget, the_claim
    from jingkai.ledger import selectors as ledger
    from jingkai.ledger.models import LedgerEntry

    found = ledger.verify_ledger()
    assert found.fault is None, found.fault
    claim_by_reference = {
        batch.reference(line): line.claim for batch in all_batches() for line in batch.lines
    }
    at_bank = Counter(claim_by_reference[path.stem] for path in folder.glob("*.paid"))
    recorded = Counter(LedgerEntry.objects.filter(type="claim.paid").values_list("stream", flat=True))
    assert set(recorded.values()) <= {1}, "a claim was recorded as paid twice"
    assert set(at_bank.values()) <= {1}, "the bank paid a claim twice"
    budget = the_budget(BUDGET)
    assert budget.available >= 0, budget
    states = {claim: the_claim(claim).state for claim in claims}
    paid = {claim for claim, state in states.items() if state is State.PAID}
    assert {f"claim/{claim}" for claim in paid} == recorded.keys()
    assert paid <= at_bank.keys(), "recorded as paid, and the bank has not paid"
    for claim in at_bank.keys() - paid:
        assert states[claim] is State.ORDERED, f"the bank paid {claim}, which is {states[claim]}"
    holds = {State.BUDGETED: Hold.RESERVED, State.ORDERED: Hold.COMMITTED, State.PAID: Hold.PAID}
    for claim, state in states.items():
        line = budget.lines.get(claim)
        assert (line.hold if line else None) is holds.get(state), f"{claim}: {state}, but the budget {line}"
    return {
        "entries": found.entries,
        "claims": len(claims),
        "paid": len(paid),
        "bank": sum(at_bank.values()),
        "yuan": str(budget.held(Hold.PAID)),
        "granted": str(budget.total),
    }


def kills(count: int, chance: random.Random, folder: Path) -> dict[str, Any]:
    """Kill a process that pays ``count`` times, each time at another place; after each look at everything."""
    from claim_steps import claim_at, granted

    from jingkai.benefits.claims.states import State

    claims: list[str] = []
    done = finished = status = 0
    while done < count:
        if not os.WIFSIGNALED(status):  # nothing is left to pay
            granted("3000.00")
            periods = [f"p{len(claims) + number}" for number in range(25)]
            claims += [claim_at(State.BUDGETED, yuan="100.01", period=period).id for period in periods]
        work = partial(pay_all, folder, claims, Fate(chance.randint(1, _LATEST_KILL)))
        _process, status = os.waitpid(child(work), 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            done += 1
        else:
            assert os.WEXITSTATUS(status) == 0, "a payment failed without being killed"
            finished += 1
        look(folder, claims)
    _process, status = os.waitpid(child(lambda: pay_all(folder, claims, Fate(0))), 0)
    assert status == 0
    return {"killed": done, "finished": finished, **look(folder, claims)}


def clients(count: int, _chance: random.Random, folder: Path) -> dict[str, Any]:
    """Let clients claim and pay at once, each its own claim and then its neighbour's, from a budget for half of them."""
    from claim_steps import (
        BUDGET,
        CONSENT,
        FRIDAY,
        LATER,
        MAKER,
        OFFICER,
        OWNER,
        PAYMASTER,
        finding,
        granted,
        rule,
        verification,
    )

    from jingkai.benefits.claims.claim import claim_id
    from jingkai.benefits.claims.commands import Approve
    from jingkai.benefits.claims.errors import BudgetError, ClaimError
    from jingkai.benefits.services import budgets, claims, payments
    from jingkai.ledger.errors import ConflictError

    granted(str(Decimal("100.01") * (count // 2)))
    published = rule()
    ids = []
    for client in range(count):
        wanted = finding(period=f"p{client}", yuan="100.01")
        ids.append(claim_id(wanted.claimant, wanted.right))

    def pay(client: int, claim: str, attempt: int) -> None:
        name = f"{client}-{attempt}"
        try:
            insist(
                partial(budgets.set_aside, claim, BUDGET, by=PAYMASTER, command_id=f"{name}-set", now=LATER)
            )
            order = partial(payments.prepare_batch, BUDGET, [claim], by=PAYMASTER, now=LATER)
            batch = insist(partial(order, command_id=f"{name}-order"))
        except (BudgetError, ClaimError, ConflictError):
            return  # nothing is left, or somebody else was faster, or the neighbour has not come so far
        for _time in range(2):
            insist(partial(settle, folder, batch.id, Fate(0)))

    def work(client: int) -> None:
        wanted = finding(period=f"p{client}", yuan="100.01")
        insist(partial(claims.discover, wanted, by=OWNER, command_id=f"{client}", now=FRIDAY))
        steps = [
            (CONSENT, OWNER, FRIDAY),
            (verification("100.01"), OFFICER, FRIDAY),
            (published, OFFICER, FRIDAY),
            (Approve(), MAKER, LATER),
        ]
        for number, (step, by, now) in enumerate(steps):
            insist(
                partial(claims.take, ids[client], step, by=by, command_id=f"{client}-step-{number}", now=now)
            )
        for attempt, one in enumerate((client, (client + 1) % count, client)):
            pay(client, ids[one], attempt)

    processes = [child(lambda client=client: work(client)) for client in range(count)]
    codes = [os.waitpid(process, 0)[1] for process in processes]
    assert not any(codes), codes
    first = look(folder, ids)
    _process, status = os.waitpid(child(lambda: pay_all(folder, ids, Fate(0))), 0)  # what the bank refused
    assert status == 0
    return {**look(folder, ids), "first": first["paid"]}


def main() -> None:
    """Carry out what was asked for."""
    what, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    folder = set_up()
    scenario = {"kills": kills, "clients": clients}[what]
    print(json.dumps(scenario(count, random.Random(seed), folder)))


if __name__ == "__main__":
    main()
