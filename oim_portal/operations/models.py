"""The last run of each background job. One row per job: earlier runs are in the log."""

from django.db import models


class JobRun(models.Model):
    """The last run of a job; written by `health.record` only."""

    name = models.CharField(max_length=50, primary_key=True)
    ran_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    ok = models.BooleanField()
    detail = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
