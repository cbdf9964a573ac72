"""Backups of database and media, and their restoration, by `manage.py backup` and `restore`.

A backup is a folder: `database.dump` (by pg_dump), `media/`, and `manifest.json` with what a
restored portal has to equal. Encryption, retention and other places are restic's business: see
deploy/.
"""
