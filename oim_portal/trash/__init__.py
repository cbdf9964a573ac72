"""The trash (papelera): deleted pages, pictures and documents can be restored.

It is called 'bin' in messages, and keeps what is deleted for the days of `models.RETENTION`. Every
deletion ends here, whatever code performs it (`law`). A page moves, unpublished and with all
pages below it, into a container of its own outside the site (`tree`, `page_moves`);
pictures and documents get a date of deletion (`files`). `emptying` removes them for good. The
import of open data, the search and the admin call the trash, and leave out its pages by
`tree.outside_trash`; it may import pages, publishing and the rooms below, never those above. See
docs/decisions/0018.
"""
