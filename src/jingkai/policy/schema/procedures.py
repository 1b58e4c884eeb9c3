"""Procedures: what a clause changes in how something is approved, filed or decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jingkai.policy.schema.base import Cited, Mandate, Slug, Strict, Words


class Scope(Cited):
    """What a procedure is for, or what it is not for."""

    label: Words
    test: Annotated[
        str, Field(max_length=2000, description="In the rule language; empty where a person decides it.")
    ] = ""


class Material(Strict):
    """A paper that is handed in. Only secondary papers may come later (容缺)."""

    id: Slug
    name: Words
    deferrable: bool = False
    shared: Annotated[
        bool, Field(description="Whether the office has it already and may not ask for it.")
    ] = False


class Step(Strict):
    """A step: who decides, in how many working days, after what."""

    id: Slug
    name: Words
    unit: Annotated[str, Field(max_length=60)] = ""
    working_days: Annotated[
        int | None, Field(ge=0, le=365, description="Left out where no clause sets a limit.")
    ] = None
    limit_basis: Annotated[
        str, Field(max_length=200, description="Clause or “configured” for the limit.")
    ] = ""
    after: tuple[Slug, ...] = ()
    clock: Literal["runs", "stopped"] = "runs"


class Procedure(Mandate):
    """One thing to be handled (一件事)."""

    item: Annotated[Words, Field(description="Name of the item handled.")]
    kind: Literal[
        "approval", "review", "filing", "commitment", "service", "assessment", "delegation", "registration"
    ]
    modes: Annotated[
        tuple[
            Literal["commitment", "deferred", "build_first", "parallel", "one_window", "online", "agent", "exempt"], ...
        ],
        Field(description="告知承诺, 容缺, 先建后验, 并联, 一窗, 网办, 全程代办, 免予办理."),
    ] = ()  # fmt: skip
    decided_by: Annotated[str, Field(max_length=60)] = ""
    decided_by_before: Annotated[str, Field(max_length=60, description="Who decided before the clause.")] = ""
    applies_to: tuple[Scope, ...] = ()
    excludes: tuple[Scope, ...] = ()
    steps: tuple[Step, ...] = ()
    materials: tuple[Material, ...] = ()
    result: Annotated[str, Field(max_length=120)] = ""
    supervision: Annotated[str, Field(max_length=300, description="Supervision during and after.")] = ""
