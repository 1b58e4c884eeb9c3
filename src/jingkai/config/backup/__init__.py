"""Backups: one file with everything that was written, consistent while the site runs, for either database.

``docs/guides/operations.md`` says how it is used; :mod:`manifest`, :mod:`archive` and :mod:`rows` what stands in the file.

:mod:`manifest` what a backup says of itself · :mod:`archive` the file · :mod:`rows` rows without an engine ·
:mod:`keys` the installation's keys · :mod:`snapshot` one moment of a database that goes on · :mod:`making` write one ·
:mod:`checking` is it whole? · :mod:`targets` where it is restored · :mod:`restoring` bring it back.
"""
