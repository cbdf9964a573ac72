"""The error of the backup commands."""


class BackupError(Exception):
    """A backup cannot be made or restored; the message tells the person at the terminal why."""
