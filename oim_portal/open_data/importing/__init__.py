"""Events that come from a spreadsheet: read, planned, shown, carried out as one, undone as one.

reading     bytes to a table, or sentences that say why not
values      cells to what an event holds, or sentences that say why not
plan        what a table would change, row by row and cell by cell
carrying_out, undoing
views       the screens in the admin
"""
