"""Settings of media in object storage, on other machines."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import environment

ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


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
