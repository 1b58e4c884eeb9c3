"""Words of imports: columns under their name in the reader's language, stored messages said again."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from jingkai.kernel.retelling import retold
from jingkai.registry.imports.tables import Column

register = template.Library()
register.filter("retold", retold)


@register.filter
def named(column: Column) -> str:
    """Return the name of a column in the reader's language."""
    return column.chinese if (get_language() or "zh").startswith("zh") else column.english
