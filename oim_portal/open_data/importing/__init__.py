"""Import of events from a spreadsheet: it is planned, shown, carried out and undone as a whole.

`reading` turns an uploaded file into a table, with `workbooks` and `headings`. `cell_values` writes
cells into events: dates as people write them (`written_dates`), text or HTML. `plan`
lists the changes, `carrying_out` makes them, `second_reader` has the drafts read and published,
`undoing` takes an import back.

Called by the admin's views of the import, whose URLs `open_data.wagtail_hooks` registers; the
fields of events (`open_data.events`) name methods of `cell_values`. It must not import `views` of
the public data files.
"""
