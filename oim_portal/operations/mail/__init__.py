"""Mail goes out in the background, is tried again when it fails, and a failure is seen in Health.

`backend.QueueBackend` is Django's mail backend: whatever sends mail hands it to the worker.
`delivery.send_or_retry` is for tasks that make their mail themselves, so that a link with a key in
it stands in no table.
"""
