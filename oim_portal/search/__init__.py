"""The public search: everything public, in each language, and found again with mistakes in it.

    words       what counts as a word, and what a visitor has typed
    kinds       what kinds of things are found
    indexing    rows of the search that follow pages and documents, in one transaction with them
    statements  the statements that search, and what they may see
    engine      a visitor's question to the database, and the hits that come back
    results     hits as a page shows them
    spelling    'did you mean', from words that occur in published text
    suggestions titles while somebody types
    missed      searches without result, without a trace of who searched

Whether a page is live, private, or where it stands is never stored with its rows: the statement
that searches asks the tree itself, so it cannot be out of step (docs/decisions/0013).
"""
