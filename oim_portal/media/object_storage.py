"""Storage of images and documents in a bucket of S3 or a compatible service (docs/decisions/0023).

Only the portal can read the bucket, and serves renditions and documents from the same URLs as from
a folder. Imported only if the settings name a bucket: it needs requirements-growing.txt.
"""

import errno
import functools
import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3File, S3Storage

from oim_portal.web.purge_client import refresh

from .file_names import RENDITION_PATH

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds for which no thread asks a service that did not answer

LIMITS = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"total_max_attempts": 2, "mode": "standard"},
    s3={"addressing_style": "path"},
    signature_version="s3v4",
    # Not all compatible services support the newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
FAILED = (BotoCoreError, ClientError, Boto3Error)


class CircuitBreaker:
    """Suspends all requests to the service for `PAUSE` after one that had no answer."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether requests are suspended at the moment."""
        return time.monotonic() < self._until

    def open(self, error: Exception) -> None:
        """Suspend requests. Several failures at once write one line to the log."""
        with self._lock:
            was_open = self.is_open
            self._until = time.monotonic() + PAUSE
        if not was_open:
            logger.warning("The object storage does not answer, and is left alone: %s", error)


breaker = CircuitBreaker()


def raising_os_error(method: Callable[..., Any]) -> Callable[..., Any]:
    """Make a method raise OSError if the service fails, as a disk does."""

    @functools.wraps(method)
    def guarded(*args, **kwargs) -> Any:
        if breaker.is_open:
            raise OSError(errno.EIO, "The object storage does not answer.")
        try:
            return method(*args, **kwargs)
        except FAILED as error:
            if not isinstance(error, ClientError):
                breaker.open(error)  # no response at all
            raise OSError(errno.EIO, f"The object storage does not work: {error}") from error

    return guarded


class ObjectStorage(S3Storage):
    """A bucket that only the portal can read.

    Files are never overwritten, as Wagtail and the caches of renditions expect, and a request to a
    service that does not respond times out after seconds.
    """

    def __init__(self, **options) -> None:
        fixed = {"file_overwrite": False, "default_acl": None, "client_config": LIMITS}
        self.options = {**options, **fixed}
        super().__init__(**self.options)

    def url(self, name: str, *args, **kwargs) -> str:
        """Return the URL of a file on this site, where only renditions are served."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def is_writable(self, sample: bytes, seconds: float) -> bool:
        """Return whether the bucket is writable, within so many seconds."""
        limits = Config(
            connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 1}
        )
        hasty = S3Storage(**{**self.options, "client_config": LIMITS.merge(limits)})
        try:
            hasty.bucket.put_object(Key="health", Body=sample)
        except FAILED:
            return False
        return True

    @raising_os_error
    def _open(self, name: str, mode: str = "rb") -> S3File:
        """Open a file and download it: code that reads it later does not expect errors."""
        opened = super()._open(name, mode)
        if "r" in mode:
            opened.seek(0)
        return opened

    @raising_os_error
    def delete(self, name: str) -> None:
        """Delete a file, and purge it from the cache in front."""
        super().delete(name)
        if settings.PORTAL_CACHE_URL and RENDITION_PATH.fullmatch(name):
            refresh(f"{settings.PORTAL_URL}{self.url(name)}")

    _save = raising_os_error(S3Storage._save)
    exists = raising_os_error(S3Storage.exists)
    size = raising_os_error(S3Storage.size)
