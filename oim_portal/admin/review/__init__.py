"""Review: the reading desk, the admin's views of the publishing rules in `oim_portal.publishing`.

`desk` shows a text as readers will see it (`sheets`), its difference in place (`marked_text`, of
`page_parts` and `inline_words`) and field by field (`changes`, `field_lines`,
`line_diff`, `rich_text_lines`). `draft_view` and `reading` ask about a draft, `publisher_actions`
about tomorrow and an undo; `readers` says who has to read, `outcomes` reports what was decided,
`passages` is for a request of changes. `draft_links` and `mentions` bring others in; `versions`
names revisions. Wagtail's hooks, the workflow task and quick actions lead here by URL name. It must
not import another package of the admin.
"""
