"""The history and the programmes as data: files to take away, and events from a spreadsheet.

fields, dataset     a field of a data set, declared once; pages as records and rows
events, programs    the data sets, made of their own fields and of those in `common`
schema, guide       JSON Schema and the table of the staff guide, made of the fields
texts, cells        rich text and cells of a table, to and from
files, views        the files below /datos/ and the page that offers them
importing           events that come back from a spreadsheet
"""
