"""Review: the admin's views of the publishing rules in `oim_portal.publishing`.

`reading` shows what a draft changes (`changes`, `field_lines`, `line_diff`, `rich_text_lines`) and
publishes it; `publisher_actions` undo a publication or schedule the next morning; `outcomes`
reports that of a decision; `versions` names revisions. Wagtail's hooks, the workflow task and quick
actions lead here by URL name. It must not import another package of the admin.
"""
