"""The queues of background tasks, each of which has a worker of its own (docs/decisions/0027).

Every task of ours names its queue; what packages hand over is in the first.
"""

#: Mail, publication, withdrawal and the refresh of the cache: `manage.py db_worker`.
PROMPT = "default"
#: What may wait, and may take long: `manage.py slow_worker`, which ends a task after a while.
SLOW = "slow"
QUEUES = [PROMPT, SLOW]
