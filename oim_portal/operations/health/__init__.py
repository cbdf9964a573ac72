"""Health of the portal: the last runs of background jobs, and checks for supervisors.

    from oim_portal.operations import health

    health.record("backup", ok=True, detail="2 GB in 41 s")  # at the end of each run
    health.jobs()  # for the health report

`health.expect` registers a job and how often it must succeed; `operations/apps.py` has the known
ones. Jobs of any room call `record`; supervisors ask the middleware. It must import nothing above
`operations`.
"""

from .runs import Job, expect, jobs, record
