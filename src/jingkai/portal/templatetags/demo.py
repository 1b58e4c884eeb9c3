"""The people of a demo, for the sign-in page."""

from __future__ import annotations

from django import template

from jingkai.portal.selectors.demo import DemoPerson
from jingkai.portal.selectors.demo import demo_people as everybody

register = template.Library()


@register.simple_tag
def demo_people() -> list[DemoPerson]:
    """Everybody a demo lets in by name; nobody elsewhere."""
    return everybody()
