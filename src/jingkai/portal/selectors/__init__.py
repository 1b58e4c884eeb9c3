"""What the portal gathers from all slices: what waits, figures, things found by name; and what it keeps itself."""

from __future__ import annotations

from jingkai.portal.selectors.calm import calm_for
from jingkai.portal.selectors.figure import Figure, Part
from jingkai.portal.selectors.finding import FoundGroup, find
from jingkai.portal.selectors.front import FrontPage, front_page
from jingkai.portal.selectors.installation import demo_mark, is_demo, mark_unasked
from jingkai.portal.selectors.menu import menu
from jingkai.portal.selectors.places import places_called, places_of
from jingkai.portal.selectors.saved import saved_filters
from jingkai.portal.selectors.waiting import InboxGroup, inbox, inbox_groups, most_urgent
from jingkai.portal.selectors.wall import figures

__all__ = [
    "Figure",
    "FoundGroup",
    "FrontPage",
    "InboxGroup",
    "Part",
    "calm_for",
    "demo_mark",
    "figures",
    "find",
    "front_page",
    "inbox",
    "inbox_groups",
    "is_demo",
    "mark_unasked",
    "menu",
    "most_urgent",
    "places_called",
    "places_of",
    "saved_filters",
]
