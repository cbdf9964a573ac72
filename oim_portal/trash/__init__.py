"""The bin (papelera): what staff delete comes back within 60 days, as it was.

What is deleted lands here, whoever deletes, by whatever way: see `law`.

A page moves, unpublished, with everything below it into a container of its own outside the site;
pictures and documents get a date of deletion. See docs/decisions/0018.
"""
