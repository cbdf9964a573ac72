"""Publishing rules: review by a second reader, scheduling, undo and publishing one language.

`law` guards every write that changes public text, `register` records who has read which text of a
page, `digest` defines what counts as text, and `scheduling` publishes and withdraws at the times
set by staff. The trash, the import of open data and the admin (`oim_portal.admin.review`) call it.
It has no views; it may import pages and the rooms below, never the rooms that call it.
"""
