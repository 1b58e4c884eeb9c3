"""What can be done with the registry, and by whom."""

from __future__ import annotations

from jingkai.accounts.actions import SIGNED_IN, Effect, declare
from jingkai.accounts.roles import ADMINISTRATORS, STAFF_ROLES, Role
from jingkai.kernel.language import msgid

READERS = (STAFF_ROLES | {Role.ENTERPRISE_MEMBER, Role.ENTERPRISE_ADMINISTRATOR}) - {Role.UNIT_OFFICER}
"""Who sees enterprises, projects and parcels, each within their own scope."""

KEEPERS = {Role.WINDOW_CLERK, Role.CASE_OFFICER, Role.STATISTICIAN}
"""Who keeps the tables of a zone."""

VIEW_CATALOGUE = declare(
    "registry.catalogue.view", msgid("See the public catalogue of zones"), frozenset(Role)
)
VIEW_ZONES = declare("registry.zone.view", msgid("See zones and their parks"), SIGNED_IN)
EDIT_ZONES = declare(
    "registry.zone.edit", msgid("Change zones and parks"), {Role.POLICY_OFFICER}, effect=Effect.WRITE
)
VIEW_UNITS = declare("registry.unit.view", msgid("See units"), SIGNED_IN)
EDIT_UNITS = declare("registry.unit.edit", msgid("Change units"), {Role.POLICY_OFFICER}, effect=Effect.WRITE)
VIEW_ENTERPRISES = declare("registry.enterprise.view", msgid("See enterprises"), READERS)
EDIT_ENTERPRISES = declare(
    "registry.enterprise.edit", msgid("Change enterprises"), KEEPERS, effect=Effect.WRITE
)
VIEW_PROJECTS = declare("registry.project.view", msgid("See projects"), READERS)
EDIT_PROJECTS = declare("registry.project.edit", msgid("Change projects"), KEEPERS, effect=Effect.WRITE)
VIEW_PARCELS = declare("registry.parcel.view", msgid("See parcels"), READERS)
EDIT_PARCELS = declare("registry.parcel.edit", msgid("Change parcels"), KEEPERS, effect=Effect.WRITE)
VIEW_FACTS = declare("registry.fact.view", msgid("See facts about subjects"), READERS)
EDIT_FACTS = declare("registry.fact.edit", msgid("State facts about subjects"), KEEPERS, effect=Effect.WRITE)
VIEW_VARIABLES = declare("registry.variable.view", msgid("See the dictionary of variables"), SIGNED_IN)
REVEAL = declare(
    "registry.enterprise.reveal",
    msgid("See personal data of an enterprise in the clear, with a reason"),
    {Role.WINDOW_CLERK, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.PAYMASTER, Role.AUDITOR},
)
IMPORT = declare(
    "registry.import.run", msgid("Import tables"), KEEPERS | {Role.POLICY_OFFICER}, effect=Effect.WRITE
)
"""Which tables, the action of each table says: keepers import enterprises, policy officers zones and units."""
EXPORT = declare(
    "registry.table.export", msgid("Export tables"), (STAFF_ROLES - {Role.UNIT_OFFICER}) - ADMINISTRATORS
)
