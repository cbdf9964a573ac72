"""The office's initial content as JSON files, and the command that loads it into an empty portal.

`load_initial_content` publishes the items that have never been loaded before, and records them in a
ledger, so that it neither changes nor restores items that staff have changed or deleted.

Called by `deploy/`, by `oim_portal.local` and by the tests, through the management command. It may
import the page types and `oim_portal.trash`; it must not import `local`, and no other room imports
it.
"""
