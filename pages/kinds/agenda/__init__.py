"""Agenda: activities to take part in, with their hours, their place and their calendar files.

Times are Ecuador's (`settings.TIME_ZONE`, UTC−5, never daylight saving), wherever reader and server
are. An activity is past from the second at which it ends, and then in the archive. It becomes a
draft of the history by that page type's label; nothing imports this package.
"""
