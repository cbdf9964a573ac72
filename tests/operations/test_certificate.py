"""deploy/check looks at the certificate that nginx shows, not at the file."""

import signal
import subprocess

import pytest

from deploy.checks import certificate, findings

from ..bench import nginx
from ..installed_server import Machine
from .installed_nginx import Nginx

OWN = "The certificate is this machine's own, and browsers warn of it: see deploy/answers.example."
STALE = "nginx still shows a certificate from before the one in the file: systemctl reload nginx"


@pytest.fixture
def server(tmp_path, monkeypatch):
    machine = Machine(tmp_path)
    machine.write("etc/environment", "PORTAL_URL=https://localhost\n")
    monkeypatch.setattr(findings, "ETC", tmp_path / "etc")
    monkeypatch.setattr(findings, "ENGLISH", True)
    monkeypatch.setattr(certificate, "SERVERS", tmp_path / "nginx" / "servers.conf")
    with Nginx(machine) as running:
        monkeypatch.setattr(certificate, "PORT", running.port)
        yield running


@pytest.fixture
def look(capsys):
    """Return what is said of the certificate."""

    def run() -> list[str]:
        certificate.certificate(findings.Findings())
        return [line[8:] for line in capsys.readouterr().out.splitlines()]

    return run


def renew(server: Nginx, name: str = "localhost", reload: bool = True) -> None:
    nginx.self_signed(server.root / "certificate.pem", server.root / "key.pem", name)
    if reload:
        server.process.send_signal(signal.SIGHUP)  # `systemctl reload nginx`


def test_a_certificate_that_ends_or_is_the_machines_own_is_told(server, look):
    days, own = look()
    assert days in {f"The certificate ends in {left} days: renew it." for left in (1, 2)}
    assert own == OWN


def test_a_certificate_of_another_name_is_told(server, look):
    renew(server, "other.example.org")
    told = "The certificate is not for localhost, and browsers warn of it."
    server.wait_for(lambda: told in look())


def test_a_new_certificate_that_nginx_has_not_read_is_told_until_it_has(server, look):
    assert STALE not in look()
    renew(server, reload=False)
    assert STALE in look()
    renew(server)
    server.wait_for(lambda: STALE not in look())


def test_a_server_that_does_not_answer_has_no_certificate(server, look):
    server.process.terminate()
    server.process.wait(20)
    assert look() == ["nginx shows no certificate."]


def test_a_key_that_is_not_the_certificates_stops_the_installation(tmp_path):
    machine = Machine(tmp_path)
    for name in ("own", "other"):
        nginx.self_signed(tmp_path / f"{name}.pem", tmp_path / f"{name}.key")
    rsa = ["openssl", "genrsa", "-out", tmp_path / "rsa.key", "2048"]
    subprocess.run(rsa, check=True, capture_output=True)
    said = {}
    for key in ("own", "other", "rsa"):
        files = f"CERTIFICATE=$ROOT/own.pem CERTIFICATE_KEY=$ROOT/{key}.key"
        done = machine.run(f"{files}; make_certificate; echo $certificate_key")
        said[key] = done.stdout.strip() or done.stderr.strip()
    stopped = "Stopped: CERTIFICATE_KEY is not the key of CERTIFICATE, or has a password."
    assert said == {"own": str(tmp_path / "own.key"), "other": stopped, "rsa": stopped}
