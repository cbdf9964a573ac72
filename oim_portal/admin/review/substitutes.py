"""Mail to substitute readers: what is submitted while a colleague is away."""

from django.dispatch import receiver
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from oim_portal.accounts.models import User
from oim_portal.publishing.models import current


class SubstitutesNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail to reviewers, for those who read in the place of one."""

    def get_recipient_users(self, task_state: TaskState, **kwargs):
        groups = task_state.task.specific.groups.all()
        substitutes = current(groups).values("substitute")
        author = kwargs.get("user")
        found = User.objects.filter(pk__in=substitutes).exclude(groups__in=groups)
        return set(found.exclude(pk=author.pk) if author else found)


@receiver(task_submitted, dispatch_uid="mail to substitute readers")
def notify_substitutes(sender, **kwargs) -> None:
    SubstitutesNotifier()(**kwargs)
