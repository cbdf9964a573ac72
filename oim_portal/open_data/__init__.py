"""The history and the programmes as data: files to take away, and events from a spreadsheet.

texts, cells        rich text and cells of a table, to and from
events, programs    what a record and a row hold
files, views        the files below /datos/ and the page that offers them
importing           events that come back from a spreadsheet
"""
