"""What is entered in the registry: rows of its tables, facts about them, and the reasons."""

from jingkai.registry.forms.rows import (
    EnterpriseForm,
    KeptForm,
    ParcelForm,
    ParkForm,
    ProjectForm,
    UnitForm,
    ZoneForm,
)
from jingkai.registry.forms.statements import LEAST_REASON, ReasonForm, StatementForm

__all__ = [
    "LEAST_REASON",
    "EnterpriseForm",
    "KeptForm",
    "ParcelForm",
    "ParkForm",
    "ProjectForm",
    "ReasonForm",
    "StatementForm",
    "UnitForm",
    "ZoneForm",
]
