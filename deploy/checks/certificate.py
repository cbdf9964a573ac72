"""The certificate that visitors are shown, which need not be the one in the file."""

import socket
import ssl
import subprocess
import time
from pathlib import Path

from .findings import DAY, Findings, host

SERVERS = Path("/etc/nginx/portal/servers.conf")
PORT = 443


def certificate(found: Findings) -> None:
    shown = served()
    if not shown:
        found.wrong("nginx no muestra un certificado.", "nginx shows no certificate.")
        return
    if shown != in_file():
        found.wrong(
            "nginx aún muestra un certificado anterior al del archivo: systemctl reload nginx",
            "nginx still shows a certificate from before the one in the file: "
            "systemctl reload nginx",
        )
    told = told_of(shown)
    days = (ssl.cert_time_to_seconds(told["notAfter"]) - time.time()) / DAY
    found.check(
        days > 14,
        (f"El certificado vale {days:.0f} días más.", f"The certificate has {days:.0f} more days."),
        (
            f"El certificado vence en {days:.0f} días: renuévelo.",
            f"The certificate ends in {days:.0f} days: renew it.",
        ),
    )
    if "does match" not in openssl(shown, "-checkhost", host()):
        found.wrong(
            f"El certificado no es para {host()}, y los navegadores advierten de él.",
            f"The certificate is not for {host()}, and browsers warn of it.",
        )
    if told["issuer"] == told["subject"]:
        found.wrong(
            "El certificado es de esta misma máquina y los navegadores advierten de él: "
            "vea deploy/answers.example.",
            "The certificate is this machine's own, and browsers warn of it: "
            "see deploy/answers.example.",
        )


def served() -> str:
    """Return the certificate that nginx shows visitors; nothing when it does not answer."""
    context = ssl.create_default_context()
    # Whatever is wrong with it: that is looked at afterwards.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection(("127.0.0.1", PORT), timeout=15) as plain,
            context.wrap_socket(plain, server_hostname=host()) as connection,
        ):
            return ssl.DER_cert_to_PEM_cert(connection.getpeercert(binary_form=True))
    except OSError:
        return ""


def in_file() -> str:
    """Return the certificate in the file that nginx is told to take; nothing without one."""
    lines = SERVERS.read_text("utf-8").splitlines() if SERVERS.exists() else []
    words = [line.split() for line in lines]
    for file in (Path(each[1].rstrip(";")) for each in words if each[:1] == ["ssl_certificate"]):
        if file.exists():
            # The first one; those of who signed it follow.
            return openssl(file.read_text("utf-8"))
    return ""


def told_of(certificate: str) -> dict[str, str]:
    """Return its end, subject and issuer."""
    said = openssl(certificate, "-noout", "-enddate", "-subject", "-issuer")
    return dict(line.split("=", 1) for line in said.splitlines())


def openssl(certificate: str, *what: str) -> str:
    """Return what openssl says of a certificate; itself, without a question."""
    command = ["openssl", "x509", *what]
    return subprocess.run(command, input=certificate, capture_output=True, text=True).stdout
