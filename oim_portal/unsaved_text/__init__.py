"""Text that a form could not save stays in the browser, and is offered when the form opens again.

A lost network, a session that ended and a crash come between typing and saving. The copy belongs
to one person on one machine; a good save removes it, and signing out removes all.
"""
