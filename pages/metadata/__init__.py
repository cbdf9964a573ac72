"""What a page says of itself to search engines and networks. Nothing that the site does not hold.

Everything comes from what is read for the page anyway: no part of it asks the database twice.
"""
