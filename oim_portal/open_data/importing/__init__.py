"""Events that come from a spreadsheet: read, planned, shown, carried out as one, undone as one.

reading     bytes to a table, or sentences that say why not; `workbooks` and `headings` are of it
values      cells to what an event holds, or sentences that say why not: dates as people write
            them (`written_dates`), text or HTML (`markup`)
plan        what a table would change, row by row and cell by cell
carrying_out, undoing
views       the screens in the admin
"""
