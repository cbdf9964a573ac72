"""Whether the portal answers, by itself and through nginx, and which version does."""

import json
import re
import subprocess
import urllib.error
import urllib.request

from .findings import OPT, Findings, host, setting


def site(found: Findings) -> None:
    application = f"http://{setting('PORTAL_LISTEN') or '127.0.0.1'}:8001"
    status, _text = ask(f"{application}/health/live")
    found.check(
        status == 200,
        ("La aplicación responde.", "The application answers."),
        (
            "La aplicación no responde; vea: journalctl -u portal-web -n 50",
            "The application does not answer; see: journalctl -u portal-web -n 50",
        ),
    )
    status, text = ask(f"{application}/health/ready")
    version(found, text)
    found.check(
        status == 200,
        ("La aplicación tiene todo lo que necesita.", "The application has all that it needs."),
        (
            f"A la aplicación le falta algo: {reasons(text)}",
            f"The application lacks something: {reasons(text)}",
        ),
    )
    # Through nginx, as visitors do.
    done = subprocess.run(
        ["curl", "-sk", "--max-time", "15", "-o", "/dev/null", "-w", "%{http_code}"]
        + ["--resolve", f"{host()}:443:127.0.0.1", f"https://{host()}/es/"],
        capture_output=True,
        text=True,
    )
    found.check(
        done.stdout == "200",
        ("La portada se muestra a través de nginx.", "The front page is shown through nginx."),
        (
            f"La portada no se muestra a través de nginx (respuesta {done.stdout}); "
            "vea: journalctl -u portal-web -n 50, nginx -t, /var/log/nginx/error.log",
            f"The front page is not shown through nginx (answer {done.stdout}); "
            "see: journalctl -u portal-web -n 50, nginx -t, /var/log/nginx/error.log",
        ),
    )


def version(found: Findings, text: str) -> None:
    """Compare the version that runs, by the answer of /health/ready, with the installed one."""
    init = OPT / "current" / "oim_portal" / "__init__.py"
    named = re.search(r'^__version__ = "(.*)"$', init.read_text("utf-8"), re.MULTILINE)
    installed = named[1] if named else "?"
    running = re.search(r'"version": "(.*?)"', text)
    release = (OPT / "current").resolve().name
    found.check(
        not running or running[1] == installed,
        (
            f"Está instalada la versión {installed} ({release}).",
            f"Version {installed} is installed ({release}).",
        ),
        (
            f"Está instalada la versión {installed} ({release}), pero aún funciona la anterior: "
            "systemctl restart portal-web portal-worker portal-slow-worker",
            f"Version {installed} is installed ({release}), but the former one still runs: "
            "systemctl restart portal-web portal-worker portal-slow-worker",
        ),
    )


def ask(url: str) -> tuple[int, str]:
    """Return status and text of an address on this machine; status 0 when nobody answers."""
    request = urllib.request.Request(url, headers={"Host": host(), "X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")
    except OSError:
        return 0, ""


def reasons(text: str) -> str:
    """Return what /health/ready says is wrong."""
    try:
        said = json.loads(text)
    except ValueError:
        return "/health/ready"
    checks = said.get("checks", said)
    return ", ".join(f"{name}: {value}" for name, value in checks.items() if value != "ok")
