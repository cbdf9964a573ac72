"""What deploy/ puts on a server: whole templates, services that exist, counts without cookies."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from deploy.render import render
from oim_portal.bench.nginx import values
from oim_portal.headers import OTHER_HEADERS
from oim_portal.media.names import RENDITION_PATH

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PARTS = sorted((DEPLOY / "parts").glob("*.sh"))
INSTALL = "".join(path.read_text("utf-8") for path in [DEPLOY / "install", *PARTS])
NGINX = {path.name: path.read_text("utf-8") for path in (DEPLOY / "nginx").glob("*.conf")}
UNITS = sorted((DEPLOY / "systemd").glob("*.*"))
UNITS = [path for path in UNITS if path.is_file()]
SCRIPTS = ["install", "backup", "warm", "manage", "restic"]


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(path)
    return parser


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_are_bash_that_stops_at_the_first_fault(name):
    script = DEPLOY / name
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert "set -euo pipefail" in script.read_text("utf-8")
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize("name", ["check", "visits", "environment.py", "render.py"])
def test_the_programs_need_nothing_but_the_systems_own_python(name, tmp_path):
    program = DEPLOY / name
    assert program.stat().st_mode & 0o111
    # -S: without the packages of any environment.
    done = subprocess.run(
        [sys.executable, "-S", "-B", program, "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.stem)
def test_installation_reads_each_of_its_parts(part):
    assert subprocess.run(["bash", "-n", part], check=False).returncode == 0
    (named,) = re.findall(r"for part in (.*); do", INSTALL)
    assert part.stem in named.split()


def test_installation_fills_every_place_of_nginxs_templates(tmp_path):
    places = {name for text in NGINX.values() for name in re.findall(r"\{\{ (\w+) \}\}", text)}
    assert set(re.findall(r"--set (\w+)=", INSTALL)) == places
    ports = dict.fromkeys(("https", "http", "purge", "refresh", "application"), 1)
    assert set(values(tmp_path, tmp_path, ports)) == places


def test_a_place_without_a_value_is_an_error_and_an_empty_line_disappears():
    assert render("a {{ b }};\n    {{ c }}\n\nd", {"b": "1", "c": ""}) == "a 1;\n\nd\n"
    with pytest.raises(KeyError, match="missing"):
        render("{{ missing }}", {})


def test_every_part_of_nginxs_configuration_is_included_somewhere():
    included = set(re.findall(r"include \{\{ conf \}\}/([\w.]+);", "".join(NGINX.values())))
    assert included == set(NGINX) - {"nginx.conf"}


def test_nginx_hands_out_renditions_only_and_as_the_application_does():
    (pattern,) = re.findall(r'location ~ "\^/media/(.+?)\$"', NGINX["site.conf"])
    assert pattern.replace("(?:", "(") == RENDITION_PATH.pattern
    assert not re.search(r"(root|alias)[^;]*(original_images|documents)", "".join(NGINX.values()))


def test_what_nginx_hands_out_by_itself_has_the_applications_headers():
    for name, value in OTHER_HEADERS.items():
        assert re.search(rf'add_header {name} "?{re.escape(value)}"? always;', NGINX["files.conf"])


def test_nothing_but_the_application_decides_how_long_a_copy_lives():
    text = "".join(re.sub(r"#.*", "", part) for part in NGINX.values())
    for directive in ("proxy_cache_use_stale", "proxy_cache_valid", "proxy_ignore_headers Cache"):
        assert directive not in text


def test_the_log_holds_nothing_of_a_person():
    (form,) = re.findall(r"log_format portal escape=json(.*?);", NGINX["http.conf"], re.DOTALL)
    for name in ("remote_addr", "remote_user", "http_", "request_uri", "args", "cookie", "$uri"):
        assert name not in form


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_service_runs_what_exists_and_a_timer_has_its_service(path):
    if path.suffix == ".timer":
        assert path.with_suffix(".service").exists()
        return
    for line in re.findall(r"^ExecStart=(.+)$", path.read_text("utf-8"), re.MULTILINE):
        program, *arguments = line.split()
        assert program.startswith("/opt/portal/current/")
        if arguments[:1] == ["manage.py"]:
            assert arguments[1] in get_commands()
        elif arguments[:1] == ["-m"]:
            assert arguments[1] == "granian"
        else:
            assert (ROOT / program.removeprefix("/opt/portal/current/")).exists()


def test_installation_turns_every_service_on_that_does_not_wait_for_a_timer():
    (enabled,) = re.findall(r"systemctl enable --quiet (.*?)\n    fi", INSTALL, re.DOTALL)
    wanted = {path.name for path in UNITS if "[Install]" in path.read_text("utf-8")}
    assert wanted <= set(enabled.replace("\\\n", " ").split())


def test_services_reach_nothing_of_the_machine_but_their_data():
    sandbox = unit(DEPLOY / "systemd" / "portal-.service.d" / "sandbox.conf")["Service"]
    assert sandbox["ProtectSystem"] == "strict"
    assert sandbox["ReadWritePaths"] == "/var/lib/portal"
    assert sandbox["NoNewPrivileges"] == "yes"
    assert sandbox["CapabilityBoundingSet"] == ""
    assert sandbox["User"] == "portal"


@pytest.mark.parametrize(
    "path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.stem
)
def test_no_service_reaches_the_backups_but_the_one_that_makes_them(path):
    hidden = unit(path)["Service"].get("InaccessiblePaths", "").split()
    backups = ["-/etc/portal/restic", "-/var/lib/portal/backup", "-/var/lib/portal/restic-cache"]
    assert hidden == ([] if path.stem == "portal-backup" else backups)


def test_an_outage_page_says_so_in_each_language(tmp_path):
    call_command("write_outage_pages", tmp_path)
    assert "Fuera de alcance" in (tmp_path / "es.html").read_text("utf-8")
    assert "Out of reach" in (tmp_path / "en.html").read_text("utf-8")
    assert 'lang="en"' in (tmp_path / "en.html").read_text("utf-8")
    filtered = (tmp_path / "filters.en.html").read_text("utf-8")
    assert "Out of reach" in filtered
    assert "Try this page without filters" in filtered
    assert "without filters" not in (tmp_path / "en.html").read_text("utf-8")
    assert "Demasiadas solicitudes" in (tmp_path / "busy.es.html").read_text("utf-8")
    assert "Too many requests" in (tmp_path / "busy.en.html").read_text("utf-8")
