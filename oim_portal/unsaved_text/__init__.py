"""Text that a form could not save stays in the browser, and is offered when the form opens again.

A lost network, a session that ended and a crash come between typing and saving. The copy belongs to
one person on one machine. It is removed when the server has confirmed that it saved this very text
(`receipts.py`, or the answer to an autosave), when the form shows all of it, and when its person
signs out.
"""
