"""Settings of services on other machines: the shared cache, and media in object storage."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import environment

IN_DATABASE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "portal_cache",
    # It has the counters of throttling, which a full cache would evict.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def shared_cache(name: str) -> dict:
    """Return Django's settings of the cache for `redis://:password@host:6379/0`, or `rediss://…`.

    Without the variable the cache is in the database (docs/decisions/0004).
    """
    address = environment.text(name)
    if not address:
        return IN_DATABASE
    parts = urlsplit(address)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like redis://:password@host:6379/0.")
    return {
        "BACKEND": "oim_portal.operations.redis_cache.FaultTolerantRedisCache",
        "LOCATION": address,
    }


def media_storage(name: str) -> dict:
    """Return Django's settings of a storage for `s3://key:secret@host/bucket?region=…&tls=yes`.

    Without the variable media are in a folder.
    """
    address = environment.text(name)
    if not address:
        return ON_DISK
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not (
        parts.hostname and parts.username and parts.password and bucket
    ):
        raise ImproperlyConfigured(f"{name} must look like s3://key:secret@host/bucket?region=….")
    query = parse_qs(parts.query)
    has_tls = query.get("tls", ["yes"])[0] in {"1", "yes", "true"}
    host = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": "oim_portal.media.object_storage.ObjectStorage",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": bucket,
            "region_name": query.get("region", ["us-east-1"])[0],
            "endpoint_url": f"{'https' if has_tls else 'http'}://{host}",
        },
    }
