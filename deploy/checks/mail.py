"""Whether alarms reach anybody, and mail to those who look after the server.

Sent from here, so that it also goes out when the portal, which has mail of its own, does not run.
"""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from .findings import Findings, host, said, setting

PATIENCE = 30  # seconds


def mail(found: Findings) -> None:
    if not setting("PORTAL_MAIL_SERVER"):
        found.wrong(
            "No sale ningún correo: ni alarmas, ni invitaciones, ni claves nuevas. Escriba "
            "MAIL_SERVER en /etc/portal/answers y ejecute sudo deploy/install.",
            "No mail leaves: neither alarms nor invitations nor new passwords. Set MAIL_SERVER in "
            "/etc/portal/answers, then run sudo deploy/install.",
        )
    elif not people():
        found.wrong(
            "Las alarmas no llegan a nadie: falta PORTAL_ERROR_MAIL.",
            "Alarms reach nobody: PORTAL_ERROR_MAIL is missing.",
        )
    else:
        to = ", ".join(people())
        found.good(
            f"Las alarmas van a {to}; para probarlo: sudo deploy/check --mail",
            f"Alarms go to {to}; to try it: sudo deploy/check --mail",
        )


def people() -> list[str]:
    """Return who is told of what is wrong."""
    return [each.strip() for each in setting("PORTAL_ERROR_MAIL").split(",") if each.strip()]


def send_test() -> bool:
    if not (setting("PORTAL_MAIL_SERVER") and people()):
        mail(Findings())
    return send(
        said("Correo de prueba", "Test mail"),
        said(
            "Este correo de prueba llegó: las alarmas del servidor llegan también.",
            "This test mail has arrived: so do the alarms of the server.",
        ),
    )


def send_findings(bad: list[str]) -> bool:
    lines = "\n".join(f"- {each}" for each in bad)
    again = said("Para mirar otra vez: sudo deploy/check", "To look again: sudo deploy/check")
    return send(
        said(
            f"El servidor necesita atención ({len(bad)})", f"The server needs a look ({len(bad)})"
        ),
        f"{said('Lo que está mal:', 'What is wrong:')}\n\n{lines}\n\n{again}",
    )


def send(subject: str, text: str) -> bool:
    """Mail those who look after the server; print what became of it, and say whether it left."""
    if not (setting("PORTAL_MAIL_SERVER") and people()):
        return False
    message = EmailMessage()
    message["Subject"] = f"[{host()}] {subject}"
    message["From"] = setting("PORTAL_MAIL_FROM") or "portal@localhost"
    message["To"] = to = ", ".join(people())
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain=host())
    message.set_content(text + "\n", cte="quoted-printable")
    try:
        refused = deliver(message)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        print(said(f"No se envió: {error}", f"Not sent: {error}"))
        return False
    for address, reason in refused.items():
        print(said(f"No se envió a {address}: {reason}", f"Not sent to {address}: {reason}"))
    if not refused:
        print(said(f"Enviado a {to}.", f"Sent to {to}."))
    return not refused


def deliver(message: EmailMessage) -> dict:
    """Hand a message to PORTAL_MAIL_SERVER, as the portal does; return whom it refused, and why."""
    server = urlsplit(setting("PORTAL_MAIL_SERVER"))
    if server.scheme not in {"smtp", "smtps"} or not server.hostname:
        raise ValueError("PORTAL_MAIL_SERVER=smtp://user:password@host:587/?tls=yes")
    tls = ssl.create_default_context()
    options = {"host": server.hostname, "port": server.port or 0, "timeout": PATIENCE}
    if server.scheme == "smtps":
        connection = smtplib.SMTP_SSL(**options, context=tls)
    else:
        connection = smtplib.SMTP(**options)
    with connection:
        if parse_qs(server.query).get("tls", ["no"])[0] in {"1", "yes", "true"}:
            connection.starttls(context=tls)
        if server.username and server.password:
            connection.login(unquote(server.username), unquote(server.password))
        return connection.send_message(message)
