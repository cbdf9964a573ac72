"""Quick actions: the dashboard's links to frequent tasks, drafts, undo, a photo, and the alert.

They keep frequent tasks to a few clicks; tests/browser/test_journeys.py counts the steps of each
for docs/quality.md. The dashboard shows the panel. It must not import another package of the admin:
it links to their views by URL name.
"""
