"""What the commands tell whoever runs them."""


class BackupError(Exception):
    """A backup cannot be made or restored; the message says why, for the person at the terminal."""
