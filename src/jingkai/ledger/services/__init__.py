"""What writes the ledger: append, publish a head, erase a person, feed read models."""

from jingkai.ledger.services.appending import Appended, append
from jingkai.ledger.services.catching_up import catch_up, catch_up_all, rebuild
from jingkai.ledger.services.erasing import erase_person
from jingkai.ledger.services.publishing import publish_head

__all__ = ["Appended", "append", "catch_up", "catch_up_all", "erase_person", "publish_head", "rebuild"]
