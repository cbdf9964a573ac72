"""Pages as data: files to take away, of each type that has `data`, and events from a spreadsheet.

datasets            all data sets
fields, dataset     a field of a data set, declared once; pages as records and rows
derived, linked     the fields of a type that declares none; those of its relations
events, programs    the data sets with fields of their own and of those in `common`
schema, guide       JSON Schema and the table of the staff guide, made of the fields
json_ld, terms      the data as JSON-LD
texts, cells        rich text and cells of a table, to and from
files, views        the files below /datos/ and the page that offers them
importing           events that come back from a spreadsheet
"""
