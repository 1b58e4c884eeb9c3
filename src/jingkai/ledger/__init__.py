"""The append-only, hash-chained record from which rights and money are folded (台账).

Plain Python: :mod:`canonical`, :mod:`entry`, :mod:`chain`, :mod:`merkle`, :mod:`heads`, :mod:`verify`,
:mod:`personal`, :mod:`crypto`, :mod:`keys`, :mod:`subscriptions`. At the edge: ``services`` append, publish and erase;
``selectors`` read, fold and prove. The format is written down in ``docs/ledger.md``.
"""
