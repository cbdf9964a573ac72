"""What revisions of pages are: a text that somebody was shown, or a latest save."""

from wagtail.models import PageLogEntry, Revision, TaskState

# Entries of the log that say no more of a revision than that somebody saved it.
SAVED = ("wagtail.edit", "wagtail.revert")
#: What the history calls a text that was kept beside a newer one.
KEPT = "portal.kept_version"


def is_record(revision: Revision) -> bool:
    """Say whether a revision is or was published, scheduled or submitted, or has a name."""
    told = PageLogEntry.objects.filter(revision=revision).exclude(action__in=SAVED)
    return (
        revision.approved_go_live_at is not None
        or TaskState.objects.filter(revision=revision).exists()
        or told.exists()
    )


def mark_of(revision: Revision) -> str:
    """Return what names the text of a revision: an autosave keeps its number, not its time."""
    return f"{revision.pk} {revision.created_at.isoformat()}"
