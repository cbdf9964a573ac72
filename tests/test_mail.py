"""Mail through the worker, to a real server on this machine that fails as servers do."""

import email
import email.policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from oim_portal.accounts.mails import send_reset_link
from oim_portal.accounts.roles import EDITOR
from oim_portal.operations import health
from oim_portal.operations.error_mail import ErrorMailHandler
from oim_portal.operations.mail import WAITS
from oim_portal.settings.base import TASKS

from .browser.sign_in import free_port
from .staff import person
from .test_request_log import record_of

pytestmark = pytest.mark.django_db
YES = "250 Message accepted for delivery"


class Server:
    """Answers each mail with the next of `answers`, then with yes; keeps what it accepted."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.received: list = []
        self.refuses = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.refuses and address == self.refuses:
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else YES
        if answer == YES:
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.received.append((envelope.rcpt_tos, message))
        return answer


@pytest.fixture
def server(settings):
    """A mail server, to which the portal's mail goes as on a server: by the table of tasks."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.TASKS = TASKS
    settings.EMAIL_BACKEND = "oim_portal.operations.mail.QueueBackend"
    settings.PORTAL_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield handler
    controller.stop()


def work() -> int:
    """Do what waits now, as the worker does; return how much that was."""
    waiting = list(DBTaskResult.objects.ready())
    for result in waiting:
        DBTaskResult.objects.filter(pk=result.pk).update(status="SUCCESSFUL")
        result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
    return len(waiting)


def wait_until_due() -> None:
    """Let the time pass until what waits is due."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


def mail_job() -> health.runs.Job:
    return next(job for job in health.jobs() if job.name == "mail")


def write(**fields) -> EmailMultiAlternatives:
    values = {"subject": "Año", "body": "Un texto", "to": ["ana@example.org"]}
    return EmailMultiAlternatives(**values | fields)


def test_nobody_waits_for_the_server_and_the_worker_sends_everything(server):
    message = write(cc=["b@example.org"], bcc=["c@example.org"], headers={"X-Portal": "sí"})
    message.attach_alternative("<p>Un texto</p>", "text/html")
    assert message.send() == 1
    assert server.received == []

    assert work() == 1
    [(recipients, found)] = server.received
    assert recipients == ["ana@example.org", "b@example.org", "c@example.org"]
    assert (found["Subject"], found["X-Portal"]) == ("Año", "sí")
    parts = {part.get_content_type(): part for part in found.walk()}
    assert parts["text/plain"].get_content().strip() == "Un texto"
    assert parts["text/html"].get_content().strip() == "<p>Un texto</p>"
    assert mail_job().ok


def test_what_fails_is_tried_again_and_is_seen_in_health(server):
    server.answers = ["451 Try later"]
    write().send()
    work()
    assert server.received == []
    assert mail_job().ok is False
    assert "Try later" in mail_job().detail

    assert work() == 0  # not before its time
    wait_until_due()
    assert work() == 1
    assert len(server.received) == 1
    assert mail_job().is_well


def test_each_try_waits_longer_and_one_is_the_last(server):
    server.answers = ["451 Try later"] * 100
    write().send()
    waits = []
    while work():
        waiting = DBTaskResult.objects.filter(status="READY").first()
        if waiting:
            waits.append(waiting.run_after - timezone.now())
        wait_until_due()
    assert len(waits) == len(WAITS)
    assert waits == sorted(waits)
    assert server.received == []
    assert mail_job().ok is False


def test_a_server_that_is_not_there_is_tried_again(server, settings):
    reachable, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    write().send()
    work()
    assert mail_job().ok is False
    settings.EMAIL_PORT = reachable
    wait_until_due()
    work()
    assert len(server.received) == 1


def test_an_address_that_does_not_exist_is_not_tried_again(server):
    server.refuses = "ana@example.org"
    write().send()
    work()
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert "No such person" in mail_job().detail


def test_a_link_with_a_key_stands_in_no_table_and_is_tried_again(server):
    ana = person(EDITOR)
    server.answers = ["451 Try later"]
    send_reset_link.enqueue(ana.email)
    work()
    wait_until_due()
    work()
    [(recipients, message)] = server.received
    assert recipients == [ana.email]
    assert "/cuenta/clave/nueva/" in message.get_content()
    assert not DBTaskResult.objects.filter(args_kwargs__icontains="nueva/").exists()


def test_a_mail_of_something_that_was_undone_is_not_sent(server):
    with transaction.atomic():
        send_mail("Algo", "pasó", None, ["ana@example.org"])
        transaction.set_rollback(True)
    assert work() == 0


def test_when_the_database_fails_a_mail_goes_out_at_once(server):
    with transaction.atomic():
        with connection.cursor() as cursor, pytest.raises(DatabaseError):
            cursor.execute("SELECT 1/0")
        assert write().send() == 1
        transaction.set_rollback(True)
    assert len(server.received) == 1


def test_a_mail_with_an_attachment_goes_out_at_once(server):
    message = write()
    message.attach("nota.txt", "Nota", "text/plain")
    assert message.send() == 1
    assert len(server.received) == 1


@pytest.mark.django_db(transaction=True)
def test_an_error_that_several_processes_meet_is_one_mail_which_the_worker_sends(server, settings):
    settings.ADMINS = [("Portal", "it@example.org")]
    # Two processes: what runs each minute is another one each time.
    for handler in (ErrorMailHandler(), ErrorMailHandler()):
        for _each in range(3):
            handler.handle(record_of("Failed", error=ValueError("wrong")))
        handler.close()  # lets go out what waits
    assert work() == 1
    [(recipients, message)] = server.received
    assert recipients == ["it@example.org"]
    assert "ValueError: wrong" in message.get_content()


def test_a_mail_to_nobody_is_none(server):
    assert EmailMessage("Algo", "a nadie").send() == 0
    assert work() == 0


@pytest.mark.parametrize("is_queued", [True, False], ids=["queued", "at once"])
def test_a_line_break_in_a_subject_stops_no_mail(server, is_queued):
    """Nor does it make a header: the title of a page that SQL has written may hold anything."""
    message = write(subject="Para revisar: «Aviso\r\nBcc: x@example.org\u2028\x0b ñ»")
    if not is_queued:
        message.attach("nota.txt", "Nota")
    message.send()
    work()
    [(recipients, found)] = server.received
    assert recipients == ["ana@example.org"]
    assert found["Subject"].strip() == "Para revisar: «Aviso Bcc: x@example.org ñ»"
    assert found["Bcc"] is None
