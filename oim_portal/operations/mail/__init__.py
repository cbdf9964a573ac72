"""Mail in the background: queued as tasks, retried after failures, reported in the health report.

`backend.QueueBackend` is Django's mail backend, so all code that sends mail hands it to the worker.
`delivery.send_or_retry` is for tasks that build their message themselves, so that no table contains
a link with a key. Nothing here may import models other than those of the task queue and of
`health`.
"""
