"""nginx with the configuration that deploy/install writes, on ports of a test."""

import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Callable

import requests

from ..bench import nginx
from ..bench.processes import free_ports
from ..installed_server import ANSWERS, Machine

RENDER = """
load_answers "$etc/answers.conf"
certificate=$ROOT/certificate.pem certificate_key=$ROOT/key.pem
render_nginx "$here/.." "$ROOT/nginx" "$ROOT/nginx"
"""
HOST = "localhost"
LIMIT = 20  # seconds
LOOPBACK = {socket.AF_INET: "127.0.0.1"}
if os.path.exists("/proc/net/if_inet6"):
    LOOPBACK[socket.AF_INET6] = "::1"


class Nginx:
    """nginx as it is installed, but for its ports, its folders and the module that may lack."""

    def __init__(self, machine: Machine, answers: str = "") -> None:
        self.root = machine.root
        machine.write("etc/answers.conf", ANSWERS.replace("portal.example.org", HOST) + answers)
        nginx.self_signed(self.root / "certificate.pem", self.root / "key.pem")
        made = machine.run(RENDER)
        assert made.returncode == 0, made.stderr
        self.port, *others = free_ports(5)
        self.moved = dict(zip(("80", "8001", "8003", "8004"), others, strict=True))
        for path in (self.root / "nginx").iterdir():
            path.write_text(self.movable(path.read_text()))

    def movable(self, text: str) -> str:
        for name in ("/var/log/nginx", "/run", "/var/lib/nginx", "/var/cache/nginx-portal"):
            folder = self.root / name.strip("/").replace("/", "-")
            folder.mkdir(exist_ok=True)
            text = re.sub(rf"(?<=\s){name}(?=[\s/])", f"{folder}", text)
        for port, other in {"443": self.port, **self.moved}.items():
            text = re.sub(
                rf"((?:listen|server) (?:\S+:)?|//127\.0\.0\.1:){port}\b", rf"\g<1>{other}", text
            )
        text = text.replace("brotli_static on;", "")
        return text.replace("user www-data;", "user root;" if os.geteuid() == 0 else "")

    def __enter__(self) -> "Nginx":
        self.process = subprocess.Popen(nginx.command(self.root))
        self.wait_for(self.listens)
        return self

    def wait_for(self, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + LIMIT
        while not holds():
            assert time.monotonic() < until
            time.sleep(0.05)

    def listens(self) -> bool:
        with socket.socket() as plain:
            return plain.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait(20)

    def ask(self, path: str, method: str = "GET", **options) -> requests.Response:
        with requests.Session() as browser:
            browser.trust_env = False
            address = f"https://{HOST}:{self.port}{path}"
            certificate = str(self.root / "certificate.pem")
            return browser.request(method, address, verify=certificate, timeout=60, **options)

    def logged(self) -> str:
        """Return all that it has written down, in whatever file."""
        files = sorted((self.root / "var-log-nginx").iterdir())
        return "".join(path.read_text("utf-8", "replace") for path in files)

    def says_to(self, version: str) -> str:
        """Return what a client says that speaks one version of TLS alone, such as `-tls1_2`."""
        # Debian's client speaks none that is old, unless it is asked to.
        command = ["openssl", "s_client", version, "-cipher", "DEFAULT@SECLEVEL=0"]
        command += ["-connect", f"127.0.0.1:{self.port}", "-servername", HOST]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
        return done.stdout + done.stderr

    def takes(self, family: int, name: str) -> bool:
        """Say whether it speaks TLS for that name."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.socket(family) as plain:
            plain.connect((LOOPBACK[family], self.port))
            try:
                context.wrap_socket(plain, server_hostname=name).close()
            except ssl.SSLError:
                return False
        return True
