"""Revocation of sessions when the role, address or state of an account changes.

A new password revokes them too: Django signs sessions with it. And the former address is notified
of a new one, whichever code has changed it.
"""

from collections.abc import Iterable

from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import receiver

from .mails import notify_of_new_address
from .models import User
from .sessions import end_sessions

# Fields whose change requires a new sign-in.
SENSITIVE = ("email", "is_active", "is_superuser")


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def end_sessions_on_role_change(
    sender: type, instance, action: str, reverse: bool, pk_set: set[int] | None, **kwargs
) -> None:
    """End the sessions of all users who gain or lose a group or a permission."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not reverse:
        people: Iterable[User] = [instance]
    elif action == "pre_clear":
        people = instance.user_set.all()
    else:
        people = User.objects.filter(pk__in=pk_set)
    end_sessions(*people)


@receiver(pre_save, sender=User)
def end_sessions_on_account_change(sender: type, instance: User, **kwargs) -> None:
    """End the sessions of a user whose address or state changes."""
    before = User.objects.filter(pk=instance.pk).values(*SENSITIVE).first()
    if before and any(before[name] != getattr(instance, name) for name in SENSITIVE):
        end_sessions(instance)
    instance.email_before = before and before["email"]


@receiver(post_save, sender=User)
def notify_former_address(
    sender: type, instance: User, created: bool, update_fields: frozenset[str] | None, **kwargs
) -> None:
    """Notify the former address of an account of the new one, and of what to do about it."""
    before = instance.__dict__.pop("email_before", None)
    is_saved = update_fields is None or "email" in update_fields
    if not created and is_saved and before and before != instance.email:
        notify_of_new_address(instance, before)
