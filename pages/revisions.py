"""Revisions of pages: which ones are a record that an autosave must not overwrite."""

from wagtail.models import PageLogEntry, Revision, TaskState

# Log actions that only record that a revision was saved.
SAVED = ("wagtail.edit", "wagtail.revert")
#: Log action of a revision that preserves a text when a newer one takes its place.
KEPT = "portal.kept_version"


def is_record(revision: Revision) -> bool:
    """Return whether a revision is or was published, scheduled or submitted, or has a name."""
    told = PageLogEntry.objects.filter(revision=revision).exclude(action__in=SAVED)
    return (
        revision.approved_go_live_at is not None
        or TaskState.objects.filter(revision=revision).exists()
        or told.exists()
    )
