"""What the portal adds to Wagtail's editor: forms, workflow, scheduling, versions, links."""
