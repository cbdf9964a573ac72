"""Backups of database and media, and their restoration, by `manage.py backup` and `restore`.

A backup is a folder: `database.dump` (by pg_dump), `media/`, and `manifest.json` with digests that
a restored portal must match. Encryption, retention and remote copies are the task of restic: see
deploy/. The management commands call it; it must import neither models nor another room than
`settings`.
"""
