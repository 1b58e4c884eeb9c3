"""Addresses of budgets, payments and agreements."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import agreements, budgets, fulfilment, payments

_BUDGET = "budgets/<slug:zone>/<slug:pool>/<int:year>/"

urlpatterns = [
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/grant/", budgets.grant, name="grant"),
    path(_BUDGET, budgets.budget, name="budget"),
    path(f"{_BUDGET}cut/", budgets.cut, name="cut"),
    path(f"{_BUDGET}set-aside/", budgets.set_aside, name="set_aside"),
    path(f"{_BUDGET}pay/", payments.prepare, name="prepare"),
    path("batches/", payments.batches, name="batches"),
    path("batches/<slug:key>/", payments.batch, name="batch"),
    path("batches/<slug:key>/file/", payments.batch_file, name="batch_file"),
    path("batches/<slug:key>/answer/", payments.reconcile, name="reconcile"),
    path("fulfilment/", fulfilment.fulfilment, name="fulfilment"),
    path("money/", fulfilment.money, name="money"),
    path("claims/<slug:key>/recover/", payments.recover, name="recover"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.draft, name="agreement_new"),
    path("agreements/<slug:key>/", agreements.agreement, name="agreement"),
    path("agreements/<slug:key>/sign/", agreements.sign, name="agreement_sign"),
    path("agreements/<slug:key>/end/", agreements.end, name="agreement_end"),
    path("agreements/<slug:key>/<int:year>/record/", agreements.record, name="agreement_record"),
    path("agreements/<slug:key>/<int:year>/settle/", agreements.settle, name="agreement_settle"),
    path("agreements/<slug:key>/<int:year>/verify/", agreements.verify, name="agreement_verify"),
]
