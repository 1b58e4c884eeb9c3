"""Imports: from a workbook or a CSV file as people keep it to checked values, row by row.

==================  ====================================================================================
:mod:`.tables`      which tables can be imported, and their columns
:mod:`.sheets`      open a file, look into it, read its rows in batches
:mod:`.workbook`    what a workbook is before anything reads it: its size, its reach, its broken cells
:mod:`.delimited`   CSV: encoding, delimiter, records
:mod:`.matching`    which column of a file is which column of a table
:mod:`.raw`         cells as a file gives them
:mod:`.cells`       one cell to one value, or a fault that names what was expected and how to mend it
:mod:`.figures`     money, areas and numbers, with the units of :mod:`.units`
:mod:`.rows`        a row of cells to a row of values
:mod:`.template`    the workbook to be filled in, and the refused rows to be mended and sent again
==================  ====================================================================================

Nothing here knows the database: what a row does to a table, the services decide.
"""
