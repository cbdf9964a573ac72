"""States of translations: missing, outdated, to review or current.

Signal receivers update a `TranslationState` for each language when a page is published or another
translated object is saved. The admin room shows and confirms the states, template tags tell
visitors whether a translation has been reviewed. The package must never import the admin: it
decides states, and does not display them.
"""
