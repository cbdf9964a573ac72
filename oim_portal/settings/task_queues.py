"""The queues of background tasks, each of which has a worker of its own (docs/decisions/0027).

Every task of ours names its queue; tasks of packages are in the first.
"""

#: Mail, publication, withdrawal and the refresh of the cache: `manage.py db_worker`.
PROMPT = "default"
#: Tasks that may wait and may take long: `manage.py slow_worker`, which ends a task after a while.
SLOW = "slow"
QUEUES = [PROMPT, SLOW]
