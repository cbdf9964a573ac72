"""nginx on loopback with deploy's own templates: ports and folders of a run, and no rate limits."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from deploy.render import render_files

TEMPLATES = Path(__file__).parents[2] / "deploy" / "nginx"
HOST = "localhost"
# A second prefix of the static files, with cached open files: for a measurement only.
OPEN = "/kept-open/"


def values(folder: Path, var: Path, ports: dict[str, int]) -> dict[str, str]:
    """Return the variables of the templates; deploy/install has the same list for a server.

    `ports` has `https`, `http`, `purge`, `refresh` and `application`, all on 127.0.0.1.
    """
    addresses = {name: f"127.0.0.1:{port}" for name, port in ports.items()}
    return {
        **{name: str(folder / name) for name in ("cache", "logs", "run", "temporary")},
        **{name: addresses[name] for name in ("https", "http", "purge", "refresh")},
        "https_v6": "",
        "https_v6_default": "",
        "purge_from": "",
        "real_ip": "",
        # As Debian 12 has it; newer ones take it, with a warning.
        "listen_http2": " http2",
        "http2": "",
        "http_v6": "",
        "user": "user root;" if os.geteuid() == 0 else "",
        "modules": "/etc/nginx/modules-enabled/*.conf",
        "brotli": "",
        "conf": str(folder / "nginx"),
        "upstream": f"server {addresses['application']} max_fails=0;",
        "host": HOST,
        "host_pattern": HOST,
        "public_host": f"{HOST}:{ports['https']}",
        "certificate": str(folder / "certificate.pem"),
        "certificate_key": str(folder / "key.pem"),
        "challenges": str(folder / "challenges"),
        "media_parent": str(var),
        "static": str(var / "static"),
        "pages": str(var / "outage"),
        # All clients have one address here.
        "connections": "10000",
        "costly_rate": "100000r/s",
    }


def write(folder: Path, filled: dict[str, str]) -> None:
    """Write the configuration to `folder/nginx`, and a certificate next to it if there is none."""
    for name in ("cache", "logs", "run", "temporary", "nginx"):
        (folder / name).mkdir(exist_ok=True)
    if not (folder / "certificate.pem").exists():
        self_signed(folder / "certificate.pem", folder / "key.pem")
    render_files(sorted(TEMPLATES.glob("*.conf")), folder / "nginx", filled)


def add_open_files(folder: Path) -> None:
    """Add the static files at a second prefix, with open files cached as in the page cache."""
    site = (folder / "nginx" / "site.conf").read_text()
    cached = (folder / "nginx" / "cached.conf").read_text()
    kept = "\n".join(re.findall(r"^open_file_cache.*;$", cached, re.MULTILINE))
    (block,) = re.findall(r"^location /static/ \{\n(.*?)^\}$", site, re.MULTILINE | re.DOTALL)
    if not kept:
        raise RuntimeError("deploy/nginx/cached.conf keeps no file open.")
    added = f"\nlocation {OPEN} {{\n{kept}\n{block}}}\n"
    (folder / "nginx" / "site.conf").write_text(site + added)


def command(folder: Path) -> list[str]:
    """Return nginx's command line; raise RuntimeError if its configuration is invalid."""
    start = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(folder / "nginx" / "nginx.conf")]
    checked = subprocess.run([*start, "-t"], capture_output=True, text=True)
    if checked.returncode:
        raise RuntimeError(checked.stderr)
    return [*start, "-g", "daemon off;"]


def self_signed(certificate: Path, key: Path, name: str = HOST) -> None:
    """Generate a certificate for two days."""
    openssl = shutil.which("openssl") or "openssl"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext"),
            *(f"subjectAltName=DNS:{name}", "-out", str(certificate), "-keyout", str(key)),
        ],
        check=True,
        capture_output=True,
    )
