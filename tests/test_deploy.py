"""What deploy/ puts on a server: whole templates, services that exist, counts without cookies."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from deploy.render import PLACE, languages, render
from oim_portal.media.file_names import RENDITION_PATH
from oim_portal.settings.upload_limits import MAX_DOCUMENT_BYTES, MAX_FORM_BYTES, MAX_IMAGE_BYTES
from oim_portal.web.headers import OTHER_HEADERS

from .bench.nginx import values
from .installed_server import Machine
from .systemd import service, services

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PARTS = sorted((DEPLOY / "parts").glob("*.sh"))
INSTALL = "".join(path.read_text("utf-8") for path in [DEPLOY / "install", *PARTS])
NGINX = {path.name: path.read_text("utf-8") for path in (DEPLOY / "nginx").glob("*.conf")}
UNITS = sorted((DEPLOY / "systemd").glob("*.*"))
UNITS = [path for path in UNITS if path.is_file()]
SCRIPTS = ["install", "backup", "warm", "manage", "restic"]


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
    assert set(re.findall(r"--set (\w+)=", INSTALL)) | languages().keys() == places
    ports = dict.fromkeys(("https", "http", "purge", "refresh", "application"), 1)
    assert set(values(tmp_path, tmp_path, ports) | languages()) == places


def test_nginx_knows_the_languages_of_the_settings(monkeypatch, tmp_path):
    settings = (ROOT / "oim_portal" / "settings" / "base.py").read_text()
    more = tmp_path / "base.py"
    more.write_text(
        settings.replace('("en", "English")]', '("en", "English"), ("fr", "Français")]')
    )
    monkeypatch.setattr("deploy.render.SETTINGS", more)
    template = NGINX["http.conf"]
    others = set(PLACE.findall(template)) - languages().keys()
    filled = render(template, dict.fromkeys(others, "x"))
    assert "~^/en(/|$) en; ~^/fr(/|$) fr;" in filled
    assert '"~^/(es|en|fr)/' in filled


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


def test_nginx_and_the_application_take_forms_with_five_of_the_largest_files():
    (admin,) = re.findall(
        r"^location /admin/ \{.*?^\}", NGINX["site.conf"], re.DOTALL | re.MULTILINE
    )
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", admin)
    assert int(megabytes) * 2**20 == MAX_FORM_BYTES > 5 * max(MAX_DOCUMENT_BYTES, MAX_IMAGE_BYTES)


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


def test_installation_turns_every_service_on_that_does_not_wait_for_a_timer(tmp_path):
    machine = Machine(tmp_path)
    (machine.root / "opt" / "current").symlink_to(ROOT)
    assert machine.run("put_units; restart").returncode == 0
    done = machine.read("done").splitlines()
    (enabled,) = [line.split() for line in done if line.startswith("systemctl enable")]
    wanted = {path.name for path in UNITS if "[Install]" in path.read_text("utf-8")}
    assert wanted <= set(enabled)
    (started,) = [line.split() for line in done if line.startswith("systemctl start ")]
    assert {path.name for path in UNITS if path.suffix == ".timer"} == set(started[2:])
    (again,) = [line.split() for line in done if line.startswith("systemctl restart ")]
    assert {"portal-web.service", "portal-worker.service", "portal-slow-worker.service"} == set(
        again[2:]
    )


def test_units_of_a_release_are_installed_without_what_another_one_had_beside_them(tmp_path):
    machine = Machine(tmp_path)
    (machine.root / "opt" / "current").symlink_to(ROOT)
    own = machine.write("units/portal-backup.service.d/place.conf", "of whoever looks after it")
    machine.write("units/portal-web.service.d/user.conf", "of whoever looks after it")
    machine.run("put_units")
    installed = {str(path.relative_to(machine.root / "units")) for path in files(machine)}
    repository = {str(path.relative_to(ROOT / "deploy" / "systemd")) for path in files_of_units()}
    assert installed - repository == {
        "portal-backup.service.d/place.conf",
        "portal-web.service.d/user.conf",
    }
    assert repository <= installed
    # Back on a release in which every service is the portal's user's.
    former = machine.root / "opt" / "releases" / "former" / "deploy" / "systemd"
    shutil.copytree(ROOT / "deploy" / "systemd", former)
    shutil.rmtree(former / "portal-backup.service.d")
    machine.run('ln -sfn "$opt/releases/former" "$opt/current"; put_units')
    assert list(own.parent.iterdir()) == [own]


def test_a_service_that_the_former_release_does_not_have_ends_with_the_way_back(tmp_path):
    machine = Machine(tmp_path)
    former = machine.root / "opt" / "releases" / "former"
    shutil.copytree(ROOT / "deploy" / "systemd", former / "deploy" / "systemd")
    (former / "deploy" / "systemd" / "portal-slow-worker.service").unlink()
    (machine.root / "opt" / "current").symlink_to(ROOT)
    own = machine.write("units/portal-own.service", "of whoever looks after it")
    assert machine.run("put_units").returncode == 0
    unit = machine.root / "units" / "portal-slow-worker.service"
    assert unit.exists()
    assert machine.run('switch_to "$opt/releases/former"; put_units; restart').returncode == 0
    assert not unit.exists()
    assert own.exists()
    done = machine.read("done").splitlines()
    assert "systemctl disable --quiet --now portal-slow-worker.service" in done
    assert "systemctl restart portal-web.service portal-worker.service" in done


def files(machine: Machine) -> list[Path]:
    return [path for path in (machine.root / "units").rglob("*") if path.is_file()]


def files_of_units() -> list[Path]:
    return [path for path in (DEPLOY / "systemd").rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", services())
def test_a_service_reaches_nothing_of_the_machine_but_its_data(name):
    has = service(name)
    assert has["ProtectSystem"] == ["strict"]
    assert has["NoNewPrivileges"] == has["MemoryDenyWriteExecute"] == ["yes"]
    # Root of the daily check asks the portal as the portal's user.
    assert has.get("PrivateUsers") == (None if name == "portal-check" else ["yes"])
    user, places, capabilities = {
        "portal-backup": ("portal-backup", ["/var/lib/portal-backup"], []),
        "portal-check": ("root", None, ["CAP_DAC_READ_SEARCH CAP_SETUID CAP_SETGID"]),
    }.get(name, ("portal", ["/var/lib/portal"], []))
    assert has["User"][-1] == has["Group"][-1] == user
    assert has.get("ReadWritePaths") == places
    assert has["CapabilityBoundingSet"] == capabilities
    # Nothing that is made is for everybody on the machine.
    assert has["UMask"][-1] == ("0027" if user == "portal" else "0077")


@pytest.mark.parametrize("name", services())
def test_no_service_reaches_the_backups_but_the_one_that_makes_them(name):
    hidden = service(name).get("InaccessiblePaths", [])
    backups = ["-/etc/portal/restic -/var/lib/portal-backup"]
    assert hidden == ([] if name in ("portal-backup", "portal-check") else backups)


def test_a_repository_in_a_folder_is_the_backups_alone(tmp_path):
    machine = Machine(tmp_path)
    general = machine.root / "units" / "portal-.service.d" / "repository.conf"
    own = machine.root / "units" / "portal-backup.service.d" / "repository.conf"
    for setting, place in {
        "/mnt/mis copias/50%": "/mnt/mis copias/50%%",
        "local:/mnt/copias": "/mnt/copias",
    }.items():
        machine.write("etc/restic", f"RESTIC_REPOSITORY='{setting}'\n")
        assert machine.run("put_repository").returncode == 0
        assert general.read_text() == f'[Service]\nInaccessiblePaths="-{place}"\n'
        assert own.read_text() == f'[Service]\nReadWritePaths="-{place}"\n'
    for setting in ("sftp:user@host:/copias", "s3:https://host/bucket", "/", "", '/mnt/"x'):
        machine.write("etc/restic", f"RESTIC_REPOSITORY='{setting}'\n")
        assert machine.run("put_repository", RESTIC_REPOSITORY="/other").returncode == 0
        assert not general.exists()
        assert not own.exists()


def test_an_outage_page_says_so_in_each_language(tmp_path):
    call_command("write_outage_pages", tmp_path)
    assert "No disponible" in (tmp_path / "es.html").read_text("utf-8")
    assert "Temporarily unavailable" in (tmp_path / "en.html").read_text("utf-8")
    assert 'lang="en"' in (tmp_path / "en.html").read_text("utf-8")
    filtered = (tmp_path / "filters.en.html").read_text("utf-8")
    assert "Temporarily unavailable" in filtered
    assert "Try this page without filters" in filtered
    assert "without filters" not in (tmp_path / "en.html").read_text("utf-8")
    assert "Demasiadas solicitudes" in (tmp_path / "busy.es.html").read_text("utf-8")
    assert "Too many requests" in (tmp_path / "busy.en.html").read_text("utf-8")


def test_each_address_is_warmed_once_as_soon_as_the_application_answers(tmp_path):
    curl, sleep = tmp_path / "curl", tmp_path / "sleep"
    sleep.write_text('#!/bin/bash\ntouch "$ASKED.up"\n')
    sleep.chmod(0o755)
    curl.write_text(
        """#!/bin/bash
case "$*" in
*--config*) tee "$ASKED" | sed -n 's/^url.*/200/p' ;;
*) [ -e "$ASKED.up" ] || exit 22; printf '<loc>%s</loc>' "$PORTAL_URL"/{es/,en/,es/,robots.txt} ;;
esac
"""
    )
    curl.chmod(0o755)
    asked = tmp_path / "asked"
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PORTAL_URL": "https://example.org"}
    said = subprocess.run(
        [DEPLOY / "warm"],
        env=environment | {"ASKED": str(asked)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said == "Pages by answer: 5 200\n"
    paths = re.findall(r'url = "https://example.org/(.*)"', asked.read_text())
    assert paths == ["es/", "en/", "robots.txt", "es/novedades.xml", "en/novedades.xml"]
