"""The rule language: conditions and amounts as expressions in a closed subset of SQL, parsed, typed and evaluated.

An author's text becomes an :data:`~jingkai.policy.language.expression.Expression` or an
:class:`~jingkai.policy.language.errors.ExpressionError`, and nothing else; whatever runs is made from the expression.
"""
