"""Every mail that the portal and its packages can send is in Spanish, but for those on errors.

Those go to who runs the server, and quote the log.
"""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Comment, Task, Workflow

from history.models import Theme
from oim_portal.accounts import mails
from oim_portal.accounts.mails import send_invitation, send_reset_link
from oim_portal.accounts.roles import EDITOR
from pages.models import BasePage

from .admin_language import Catalogue
from .admin_texts import texts_of_mail
from .staff import person

FOLDERS = ("account/email", "mfa/email", "wagtailadmin/notifications", "accounts/mail")
ROOTS = [django_settings.BASE_DIR, *(Path(config.path) for config in apps.get_app_configs())]
TEMPLATES = sorted(
    {
        f"{folder}/{path.name}"
        for root in ROOTS
        for folder in FOLDERS
        for path in (root / "templates" / folder).glob("*.*")
        if not path.name.startswith("base")
    }
)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def wrong(messages: list[EmailMultiAlternatives], catalogue: Catalogue) -> list[str]:
    return [
        text for message in messages for text in texts_of_mail(message) if catalogue.is_wrong(text)
    ]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_template_of_a_mail_speaks_spanish(content, catalogue, template):
    ana = person(EDITOR)
    page = BasePage.objects.get(slug="quienes-somos").specific
    comment = Comment(user=ana, page=page, text="¿Es así?")
    link = "http://localhost:8000/es/"
    told = {
        "user": ana,
        "person": ana,
        "editor": ana,
        "requester": ana,
        "object": page,
        "page": page,
        "revision": SimpleNamespace(content_object=page, object_id=page.pk),
        "task": Task.objects.get(),
        "workflow": Workflow.objects.get(),
        "task_state": SimpleNamespace(finished_by=ana),
        "comment": "Falta la fuente",
        "model_name": "tema",
        "current_site": SimpleNamespace(name="OIM Ecuador", domain="localhost"),
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "user_agent": "Firefox",
        "email": ana.email,
        "hours": 24,
        **dict.fromkeys(("new_comments", "resolved_comments", "deleted_comments"), [comment]),
        "replied_comments": [{"comment": comment, "replies": [comment]}],
        **dict.fromkeys(
            ("link", "portal", "password_reset_url", "activate_url", "signup_url"), link
        ),
    }
    contexts = [told]
    if "state" in template:  # of reviews, which may be of a snippet
        contexts.append(told | {"page": None, "object": Theme.objects.create(name_es="Retorno")})
    text = [render_to_string(template, context) for context in contexts]
    message = EmailMultiAlternatives(body="\n".join(text))
    if template.endswith(".html"):
        message = EmailMultiAlternatives()
        message.attach_alternative("".join(text), "text/html")
    assert wrong([message], catalogue) == []


def test_mails_about_accounts_and_from_the_server_speak_spanish(content, catalogue, settings):
    settings.ADMINS = [("Portal", "errores@example.org")]
    ana = person(EDITOR)
    mails.notify_of_new_address(ana, "antes@example.org")
    mails.notify_of_removed_factor(ana)
    send_invitation.enqueue(ana.pk)
    send_reset_link.enqueue(ana.email)
    call_command("check_failed")
    call_command("backup_failed")
    assert len(mail.outbox) == 6
    assert wrong(mail.outbox, catalogue) == []
