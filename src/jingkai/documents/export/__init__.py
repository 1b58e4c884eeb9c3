"""Exports of a record: Akoma Ntoso 3.0, JSON, Markdown, plain text, DOCX.

Each format is a module that is imported when it is asked for: ``akn``, ``json``, ``markdown``, ``text``,
``docx``.
"""
