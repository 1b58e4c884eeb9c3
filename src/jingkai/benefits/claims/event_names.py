"""What the events of claims, budgets and payments are called where the ledger is shown."""

from __future__ import annotations

from jingkai.kernel.language import msgid

EVENTS = {
    "claim.discovered": msgid("Entitlement found"),
    "claim.consented": msgid("Consented to the claim"),
    "claim.verified": msgid("Claim verified"),
    "claim.publicised": msgid("Claim published for objections"),
    "claim.objected": msgid("Objection raised"),
    "claim.objection_settled": msgid("Objection settled"),
    "claim.approved": msgid("Claim approved"),
    "claim.budgeted": msgid("Money reserved for the claim"),
    "claim.payment_ordered": msgid("Payment ordered"),
    "claim.paid": msgid("Claim paid"),
    "claim.payment_refused": msgid("Payment refused by the bank"),
    "claim.closed": msgid("Claim closed"),
    "claim.rejected": msgid("Claim rejected"),
    "claim.rejection_proposed": msgid("Rejection proposed"),
    "claim.rejection_declined": msgid("Rejection not followed, examined again"),
    "claim.withdrawn": msgid("Claim withdrawn"),
    "claim.clawed_back": msgid("Payment clawed back"),
    "claim.recovered": msgid("Money given back has come in"),
    "objection.revealed": msgid("Looked at who raised an objection"),
    "evidence.removed": msgid("File of a paper removed after its time"),
    "claim_terms.set": msgid("Term of a step set"),
    "claim_terms.taken_back": msgid("Term of a step taken back"),
    "budget.granted": msgid("Money granted to a budget"),
    "budget.cut": msgid("Budget cut"),
    "budget.reserved": msgid("Money reserved in a budget"),
    "budget.committed": msgid("Reserved money committed to a payment"),
    "budget.returned": msgid("Committed money reserved again"),
    "budget.released": msgid("Reserved money released"),
    "budget.paid": msgid("Money paid from a budget"),
    "budget.recovered": msgid("Money given back to a budget"),
    "budget.surrendered": msgid("Money given back to the treasury"),
    "payment.prepared": msgid("Payment batch prepared"),
    "payment.handed_over": msgid("Payment batch handed to the treasury"),
    "payment.answered": msgid("Answer of the bank reconciled"),
    "agreement.drafted": msgid("Agreement drafted"),
    "agreement.signed": msgid("Agreement in force"),
    "agreement.achieved": msgid("Achievement recorded"),
    "agreement.year_settled": msgid("Year of an agreement settled"),
    "agreement.terminated": msgid("Agreement ended early"),
    "run.claims_opened": msgid("Claims opened for what a run has found"),
}
"""Type → message id; declared to :mod:`jingkai.ledger.event_names` when the slice starts."""
