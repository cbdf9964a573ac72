"""deploy/check mails what is wrong each morning, and a test mail when it is asked to."""

import email
import email.policy
import os
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as portal_mail
from django.core.management import call_command

from deploy.checks import findings

from .browser.sign_in import free_port
from .installed_server import DEPLOY, Machine

SETTINGS = """PORTAL_URL=https://portal.example.org
PORTAL_MAIL_FROM=portal@portal.example.org
PORTAL_ERROR_MAIL=it@example.org, also@example.org
"""


class Server:
    """Keeps what it is handed, but for whom it refuses."""

    refuses = ""

    def __init__(self) -> None:
        self.received: list = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self.refuses:
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.received.append((envelope.rcpt_tos, message))
        return "250 OK"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server that /etc/portal/environment names."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    address = f"PORTAL_MAIL_SERVER=smtp://127.0.0.1:{controller.port}\n"
    Machine(tmp_path).write("etc/environment", SETTINGS + address)
    monkeypatch.setattr(findings, "ETC", tmp_path / "etc")
    monkeypatch.setattr(findings, "ENGLISH", False)
    yield handler
    controller.stop()


def good(found: findings.Findings) -> None:
    found.good("Todo está bien.", "All is well.")


def bad(found: findings.Findings) -> None:
    found.wrong("La última copia tiene 50 horas.", "The last backup is 50 hours old.")


@pytest.fixture
def check(server, monkeypatch):
    """Run deploy/check as root with arguments, and with something to look at."""
    loader = SourceFileLoader("check", str(DEPLOY / "check"))
    program = module_from_spec(spec_from_loader("check", loader))
    loader.exec_module(program)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(program, "ETC", findings.ETC)

    def run(*arguments: str, looks=(good,)) -> int:
        monkeypatch.setattr("sys.argv", ["check", *arguments])
        monkeypatch.setattr(program, "LOOKS", looks)
        return program.main()

    return run


def test_what_is_wrong_is_mailed_each_morning_and_nothing_when_all_is_well(server, check):
    assert check("--daily", looks=(good,)) == 0
    assert server.received == []
    assert check("--daily", looks=(good, bad, bad)) == 0
    ((to, message),) = server.received
    assert to == ["it@example.org", "also@example.org"]
    assert message["From"] == "portal@portal.example.org"
    assert message["Subject"] == "[portal.example.org] El servidor necesita atención (2)"
    assert message.get_content().count("- La última copia tiene 50 horas.") == 2
    assert "Todo está bien" not in message.get_content()


def test_looked_at_by_hand_nothing_is_mailed(server, check):
    assert check(looks=(bad,)) == 1
    assert server.received == []


def test_a_test_mail_says_that_mail_arrives(server, check, capsys):
    assert check("--mail", looks=(bad,)) == 0
    ((_to, message),) = server.received
    assert "las alarmas del servidor llegan también" in message.get_content()
    assert capsys.readouterr().out == "Enviado a it@example.org, also@example.org.\n"


def test_of_several_people_those_who_are_refused_are_named(server, check, capsys):
    server.refuses = "also@example.org"
    assert check("--daily", looks=(bad,)) == 1
    assert [to for to, _message in server.received] == [["it@example.org"]]
    assert "No se envió a also@example.org: (550" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORTAL_MAIL_SERVER", "smtp://127.0.0.1:9", "No se envió: "),
        ("PORTAL_MAIL_SERVER", "smtp://127.0.0.1:no", "No se envió: "),
        ("PORTAL_MAIL_SERVER", "mail.example.org", "No se envió: PORTAL_MAIL_SERVER=smtp://"),
        ("PORTAL_MAIL_SERVER", "", "No sale ningún correo"),
        ("PORTAL_ERROR_MAIL", "", "Las alarmas no llegan a nadie"),
    ],
)
def test_a_mail_that_does_not_leave_is_told_so_that_the_service_fails(
    server, check, capsys, name, value, says
):
    (findings.ETC / "environment.local").write_text(f"{name}={value}\n")
    assert check("--mail") == 1
    assert says in capsys.readouterr().out
    assert check("--daily", looks=(bad,)) == 1
    assert server.received == []


def test_a_password_goes_to_no_server_whose_certificate_is_not_its_own(server, check, capsys):
    address = findings.setting("PORTAL_MAIL_SERVER").replace("smtp://", "smtp://user:p%26ss@")
    (findings.ETC / "environment.local").write_text(f"PORTAL_MAIL_SERVER={address}/?tls=yes\n")
    assert check("--mail") == 1
    assert "STARTTLS" in capsys.readouterr().out
    assert server.received == []


def test_a_check_that_failed_itself_is_told_by_the_portals_own_mail(settings):
    settings.ADMINS = [("Portal", "it@example.org")]
    call_command("check_failed")
    (message,) = portal_mail.outbox
    assert "La revisión diaria del servidor falló" in message.subject
    assert "journalctl -u portal-check" in message.body
    unit = (DEPLOY / "systemd" / "portal-check.service").read_text()
    assert "OnFailure=portal-check-failed.service\n" in unit
    failed = (DEPLOY / "systemd" / "portal-check-failed.service").read_text()
    assert "manage.py check_failed\n" in failed
