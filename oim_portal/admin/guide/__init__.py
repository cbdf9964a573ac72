"""Staff guide: the chapters of `docs/editing/`, in the language of the admin or in Spanish.

`chapters` reads and renders the files. The admin's help menu and the button of a page's form lead
here; it must not import another package of the admin.
"""
