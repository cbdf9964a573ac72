"""Edit conflicts, unsaved text, and checks: no text is overwritten or lost unseen by its author.

Wagtail's autosave refuses to save over a newer revision; its plain forms (save, submit, publish) do
not check. Here they do: each form says which revision or values it was loaded with (`stale_pages`,
`stale_values`, `admin.stale_forms`), a stale form is stored as well as the newer
text, and its author chooses (`stale_pages`, `value_conflict_view`). Browser copies of unsaved text
outlast a session (`unsaved_text`). The panel 'Checks' says what a page
lacks (`checks_view`). Hooks, middleware and the base forms of images and documents call it; it must
not import another package of the admin. See docs/decisions/0018.
"""
