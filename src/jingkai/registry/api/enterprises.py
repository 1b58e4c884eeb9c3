"""Enterprises and their projects."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from jingkai.accounts.api.gate import operation
from jingkai.accounts.api.shapes import Page
from jingkai.kernel.language import msgid
from jingkai.registry import selectors
from jingkai.registry.actions import EDIT_ENTERPRISES, EDIT_PROJECTS, VIEW_ENTERPRISES, VIEW_PROJECTS
from jingkai.registry.api.asked import (
    EnterpriseChange,
    EnterpriseEntry,
    EnterprisesAsked,
    ProjectChange,
    ProjectEntry,
    ProjectsAsked,
)
from jingkai.registry.api.rows import Table, changed, entered, listed, shown
from jingkai.registry.api.shapes import EnterpriseShape, ProjectShape, enterprise_shape, project_shape
from jingkai.registry.models import Enterprise, Project

router = Router()
ENTERPRISES = Table(
    model=Enterprise,
    key="uscc",
    rows=selectors.enterprises,
    shape=enterprise_shape,
    edit=EDIT_ENTERPRISES,
    words=("name", "uscc"),
    paths={
        "zone": "zone__code",
        "park": "park__code",
        "industry": "industry__startswith",
        "state": "state",
        "foreign": "foreign",
        "above_scale": "above_scale",
        "synthetic": "synthetic",
    },
)
PROJECTS = Table(
    model=Project,
    key="code",
    rows=selectors.projects,
    shape=project_shape,
    edit=EDIT_PROJECTS,
    words=("name", "code"),
    paths={
        "zone": "zone__code",
        "park": "park__code",
        "enterprise": "enterprise__uscc",
        "stage": "stage",
        "synthetic": "synthetic",
    },
)


@operation(
    router.get,
    "/enterprises",
    VIEW_ENTERPRISES,
    msgid("Enterprises within the token's scope"),
    response=Page[EnterpriseShape],
)
def list_enterprises(request: HttpRequest, asked: Query[EnterprisesAsked]) -> Page[EnterpriseShape]:
    """Enterprises within the token's scope."""
    return listed(request, ENTERPRISES, asked)


@operation(
    router.get,
    "/enterprises/{str:uscc}",
    VIEW_ENTERPRISES,
    msgid("An enterprise by its unified social credit code"),
    response=EnterpriseShape,
)
def read_enterprise(request: HttpRequest, response: HttpResponse, uscc: Path[str]) -> EnterpriseShape:
    """An enterprise by its unified social credit code."""
    return shown(request, response, ENTERPRISES, uscc)  # type: ignore[no-any-return]


@operation(
    router.post,
    "/enterprises",
    EDIT_ENTERPRISES,
    msgid("Enter an enterprise"),
    response=EnterpriseShape,
    status=201,
    conflicts=True,
)
def enter_enterprise(request: HttpRequest, response: HttpResponse, body: EnterpriseEntry) -> EnterpriseShape:
    """Enter an enterprise."""
    return entered(request, response, ENTERPRISES, body)  # type: ignore[no-any-return]


@operation(
    router.patch,
    "/enterprises/{str:uscc}",
    EDIT_ENTERPRISES,
    msgid("Change an enterprise: what the body does not name stays as it is"),
    response=EnterpriseShape,
    versioned=True,
)
def change_enterprise(
    request: HttpRequest, response: HttpResponse, uscc: Path[str], body: EnterpriseChange
) -> EnterpriseShape:
    """Change an enterprise: what the body does not name stays as it is.

    The header `If-Match` carries the `ETag` of the row that the change was made from.
    """
    return changed(request, response, ENTERPRISES, uscc, body)  # type: ignore[no-any-return]


@operation(
    router.get,
    "/projects",
    VIEW_PROJECTS,
    msgid("Projects within the token's scope"),
    response=Page[ProjectShape],
)
def list_projects(request: HttpRequest, asked: Query[ProjectsAsked]) -> Page[ProjectShape]:
    """Projects within the token's scope."""
    return listed(request, PROJECTS, asked)


@operation(
    router.get, "/projects/{str:code}", VIEW_PROJECTS, msgid("A project by its code"), response=ProjectShape
)
def read_project(request: HttpRequest, response: HttpResponse, code: Path[str]) -> ProjectShape:
    """A project by its code."""
    return shown(request, response, PROJECTS, code)  # type: ignore[no-any-return]


@operation(
    router.post,
    "/projects",
    EDIT_PROJECTS,
    msgid("Enter a project"),
    response=ProjectShape,
    status=201,
    conflicts=True,
)
def enter_project(request: HttpRequest, response: HttpResponse, body: ProjectEntry) -> ProjectShape:
    """Enter a project."""
    return entered(request, response, PROJECTS, body)  # type: ignore[no-any-return]


@operation(
    router.patch,
    "/projects/{str:code}",
    EDIT_PROJECTS,
    msgid("Change a project: what the body does not name stays as it is"),
    response=ProjectShape,
    versioned=True,
)
def change_project(
    request: HttpRequest, response: HttpResponse, code: Path[str], body: ProjectChange
) -> ProjectShape:
    """Change a project: what the body does not name stays as it is.

    The header `If-Match` carries the `ETag` of the row that the change was made from.
    """
    return changed(request, response, PROJECTS, code, body)  # type: ignore[no-any-return]
