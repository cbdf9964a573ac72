"""What deploy/install asks for, and what services and nginx are told of it."""

import pytest

from deploy.environment import read

from .installed_server import ANSWERS, DEPLOY, Machine


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "a server")


def test_the_mail_folder_that_sudo_sets_is_nobodys_e_mail_address(machine):
    asked = machine.run("read_answers", HOST="elsewhere.example.org", MAIL="/var/mail/root")
    assert "HOST is missing in the answers" in asked.stderr
    file = machine.write("answers.conf", ANSWERS)
    done = machine.run(f"read_answers '{file}'; echo $HOST $MAIL", MAIL="/var/mail/root")
    assert done.stdout == "portal.example.org it@example.org\n"


def test_answers_are_text_whatever_signs_they_hold_and_stay_for_the_next_time(machine):
    server = "smtp://user:p&a$s;s`w#rd@mail.example.org:587/?tls=yes&x=1"
    file = machine.write("answers.conf", ANSWERS + f"MAIL_SERVER={server}\n")
    assert machine.run(f"read_answers '{file}'").returncode == 0
    assert machine.run('read_answers; printf %s "$MAIL_SERVER"').stdout == server
    assert (machine.root / "etc" / "answers").stat().st_mode & 0o777 == 0o600
    assert not (machine.root / "etc" / "answers.new").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("HOST=not a host", "'not a host' is no host name"),
        ("MAIL=/var/mail/root", "'/var/mail/root' is no e-mail address"),
        ("MAIL_SERVER=smtp://it's", "MAIL_SERVER holds a quotation mark"),
        ("LISTEN=here", "LISTEN: 'here' is no address"),
        ("UPSTREAM=10.0.0.11", "UPSTREAM: '10.0.0.11' is no host with its port"),
        ("LISTEN=10.0.0.11\nPURGE_FROM=all", "PURGE_FROM: 'all' is no address or network"),
        ("PURGE_FROM=10.0.0.12", "PURGE_FROM needs LISTEN"),
        ("PROXIES=the-cdn", "PROXIES: 'the-cdn' is no address or network"),
        ("DATABASE=db.example.org", "DATABASE is no address such as postgres://"),
    ],
)
def test_an_answer_that_cannot_be_is_told_at_once(machine, line, says):
    file = machine.write("answers.conf", ANSWERS + line)
    stopped = machine.run(f"read_answers '{file}'")
    assert (stopped.returncode, says in stopped.stderr) == (1, True)


SETTINGS = r"""# It's a comment; so is the next
; A=1
DATABASE_URL=postgres://portal:p$w@/portal?host=10.0.0.21,10.0.0.22&target_session_attrs=read-write
SINGLE='with spaces, $HOME and "quotes" '
DOUBLE="a \"quoted\" word, \$5 and $HOME"
 SPACED = some words   
ESCAPED=a\&b
EMPTY=
JOINED='one'" two"
NOT#A=setting
export SHELL_ONLY=1
HASH=a#b # c
"""  # noqa: W291 what follows the value is no part of it
HAS = {
    "DATABASE_URL": "postgres://portal:p$w@/portal?host=10.0.0.21,10.0.0.22"
    "&target_session_attrs=read-write",
    "SINGLE": 'with spaces, $HOME and "quotes" ',
    "DOUBLE": 'a "quoted" word, $5 and $HOME',
    "SPACED": "some words",
    "ESCAPED": "a&b",
    "EMPTY": "",
    "JOINED": "one two",
    "HASH": "a#b # c",
}


def test_files_of_settings_are_read_as_systemd_reads_them():
    assert read(SETTINGS) == HAS


def test_commands_have_the_settings_that_services_have(machine):
    machine.write("etc/environment", SETTINGS)
    machine.write("etc/environment.local", "EMPTY=no more\n")
    python = machine.write("opt/releases/a/.venv/bin/python", "#!/bin/bash\nenv --null\n")
    python.chmod(0o755)
    shown = machine.run("release=$opt/releases/a; manage check")
    assert shown.stderr == ""
    has = dict(line.split("=", 1) for line in shown.stdout.split("\0") if line)
    assert {name: has.get(name) for name in HAS} == HAS | {"EMPTY": "no more"}
    assert "SHELL_ONLY" not in has


SECRETS = {"environment": 0o640, "environment.local": 0o640, "restic": 0o600, "answers": 0o600}


def test_restic_is_run_with_the_settings_of_the_nightly_backup():
    script = (DEPLOY / "restic").read_text("utf-8")
    service = (DEPLOY / "systemd" / "portal-backup.service").read_text("utf-8")
    for setting in ("/etc/portal/restic", "RESTIC_CACHE_DIR=/var/lib/portal-backup/restic-cache"):
        assert setting in script
        assert setting in service


def test_secrets_are_read_by_nobody_whom_they_do_not_concern(machine):
    restic = machine.write("etc/restic", "RESTIC_PASSWORD=mine\n")
    restic.chmod(0o640)  # as earlier installations left it
    file = machine.write("answers.conf", ANSWERS)
    assert machine.run(f"read_answers '{file}'; write_environment").returncode == 0
    modes = {name: (machine.root / "etc" / name).stat().st_mode & 0o777 for name in SECRETS}
    assert modes == SECRETS
    assert f"chown root:root {restic}" in machine.read("done")
    assert restic.read_text() == "RESTIC_PASSWORD=mine\n"


def test_a_repeated_installation_keeps_the_key_that_signs_sessions(machine):
    file = machine.write("answers.conf", ANSWERS)
    keys = set()
    for _turn in range(2):
        machine.run(f"read_answers '{file}'; write_environment")
        keys.add(read(machine.read("etc/environment"))["PORTAL_SECRET_KEY"])
    assert len(keys) == 1
    assert len(keys.pop()) >= 50


def environment(machine, answers: str) -> dict[str, str]:
    """Return what services have after an installation with these answers."""
    file = machine.write("answers.conf", answers)
    assert machine.run(f"read_answers '{file}'; write_environment").returncode == 0
    return read(machine.read("etc/environment"))


def servers(machine) -> str:
    """Return nginx's configuration of the machine, without what is the same everywhere."""
    machine.stand_in("nginx", 'echo "nginx version: nginx/1.22.1" >&2')
    render = 'certificate=c certificate_key=k; render_nginx "$here/.." "$nginx" "$nginx"'
    done = machine.run(f'load_answers "$etc/answers"; {render}')
    assert done.returncode == 0, done.stderr
    return machine.read("nginx/http.conf") + machine.read("nginx/servers.conf")


def test_one_server_is_reached_by_itself_alone(machine):
    has = environment(machine, ANSWERS)
    assert has["PORTAL_LISTEN"] == "127.0.0.1"
    assert has["PORTAL_TRUSTED_PROXIES"] == "127.0.0.1"
    assert has["PORTAL_CACHE_URL"] == "http://127.0.0.1:8003"
    text = servers(machine)
    assert "    server 127.0.0.1:8001 max_fails=0;\n" in text
    assert "    listen 127.0.0.1:8003;\n    server_name _;\n    allow 127.0.0.1;\n    deny" in text


def test_several_hosts_are_named_in_the_answers_and_in_nothing_that_is_written_anew(machine):
    hosts = "LISTEN=10.0.0.11\nUPSTREAM=10.0.0.11:8001 10.0.0.12:8001\nPURGE_FROM=10.0.0.12\n"
    has = environment(machine, ANSWERS + hosts)
    assert has["PORTAL_LISTEN"] == "10.0.0.11"
    assert has["PORTAL_TRUSTED_PROXIES"] == "127.0.0.1,10.0.0.11"
    assert has["PORTAL_CACHE_URL"] == "http://10.0.0.11:8003"
    text = servers(machine)
    for host in ("10.0.0.11", "10.0.0.12"):
        assert f"server {host}:8001 max_fails=1 fail_timeout=5s;" in text
    assert "listen 10.0.0.11:8003;" in text
    assert "allow 127.0.0.1;\n    allow 10.0.0.11; allow 10.0.0.12;\n    deny all;" in text


def test_a_proxy_in_front_is_believed_and_nobody_else(machine):
    environment(machine, ANSWERS)
    assert "real_ip" not in servers(machine)
    environment(machine, ANSWERS + "PROXIES=203.0.113.7 2001:db8::/32\n")
    (line,) = [line for line in servers(machine).splitlines() if "real_ip_from" in line]
    assert line.split("; ")[:2] == [
        "    set_real_ip_from 203.0.113.7",
        "set_real_ip_from 2001:db8::/32",
    ]


def test_a_database_elsewhere_is_used_and_none_is_installed_here(machine):
    url = "postgres://u:p%26w@db.example.org/x?sslmode=verify-full&sslrootcert=/etc/portal/db.pem"
    assert environment(machine, f"{ANSWERS}DATABASE={url}\n")["DATABASE_URL"] == url
    machine.stand_in("dpkg-query", "exit 1")
    machine.stand_in("apt-get", 'echo "apt-get $*" >>"$ROOT/done"')
    machine.stand_in("pg_lsclusters", "exit 1")
    done = machine.run('load_answers "$etc/answers"; install_what_it_needs; make_database')
    assert done.returncode == 0, done.stderr
    assert " postgresql-client " in machine.read("done")
    assert " postgresql " not in machine.read("done")
    # What does not answer stops the installation before anything is changed.
    python = machine.write("opt/releases/a/.venv/bin/python", "#!/bin/bash\necho refused; exit 1\n")
    python.chmod(0o755)
    asked = machine.run('load_answers "$etc/answers"; release=$opt/releases/a; ask_database')
    assert "refused" in asked.stderr
    assert "DATABASE does not answer" in asked.stderr


def test_another_postgresql_on_the_port_is_told_in_a_sentence(machine):
    machine.stand_in("pg_createcluster", "echo 'Error: configuration already exists' >&2; exit 1")
    machine.stand_in("pg_ctlcluster", "")
    machine.stand_in("psql", "echo 'psql: no such socket' >&2; exit 2")
    for port in ("5433", "5432"):  # Debian's own, beside a program that has the port
        machine.stand_in("pg_lsclusters", f"echo 15 main {port} online postgres")
        told = machine.run("make_database")
        assert told.returncode == 1
        assert "does not answer at port 5432. Is there another one" in told.stderr
        assert "already exists" not in told.stderr


def test_there_are_as_many_workers_as_the_machine_has_processors_now(machine):
    machine.stand_in("nproc", 'cat "$ROOT/processors"')
    for number in ("2", "8"):
        machine.write("processors", number)
        assert environment(machine, ANSWERS)["PORTAL_WORKERS"] == number


@pytest.fixture
def configured(machine):
    """A machine whose nginx takes what does not hold the word `broken`."""
    broken = 'grep -qr broken "$ROOT"/nginx* && exit 1 || exit 0'
    version = 'echo "nginx version: nginx/1.26.3" >&2'
    machine.stand_in("nginx", f'if [ "$1" = -v ]; then {version}; else {broken}; fi')
    machine.write("etc/answers", ANSWERS)
    (machine.root / "opt" / "current").symlink_to(DEPLOY.parent)
    assert machine.run('load_answers "$etc/answers"; put_nginx').returncode == 0
    return machine


def test_nginx_is_asked_before_anything_changes_and_keeps_what_it_has(configured):
    before = configured.read("nginx/servers.conf")
    assert (configured.root / "nginx.conf").readlink() == configured.root / "nginx" / "nginx.conf"
    configured.write("etc/answers", ANSWERS.replace("portal", "broken"))
    load = 'load_answers "$etc/answers"; '
    asked = configured.run(load + "check_nginx; echo changed")
    assert "nothing was changed" in asked.stderr
    assert "changed" not in asked.stdout
    put = configured.run(load + "put_nginx; echo changed")
    assert "the former one stays" in put.stderr
    assert "changed" not in put.stdout
    assert configured.read("nginx/servers.conf") == before


def test_another_site_of_the_machine_is_not_darkened(configured):
    load = 'load_answers "$etc/answers"; check_nginx'
    (configured.root / "nginx.conf").unlink()
    configured.write("sites-enabled/default", "Debian's own")
    assert configured.run(load).returncode == 0
    other = configured.write("sites-enabled/other.example.org", "server { }")
    asked = configured.run(load)
    assert asked.returncode == 1
    assert f"ln -s {other} {configured.root}/nginx.d/http/" in asked.stdout
    assert "nothing was changed" in asked.stderr
    (configured.root / "nginx.d/http/other.example.org").symlink_to(other)
    assert configured.run(load).returncode == 0
    assert f"include {configured.root}/nginx.d/http/*;" in configured.read("nginx/nginx.conf")


def test_an_own_certificate_that_cannot_be_read_stops_the_installation(configured):
    configured.write("etc/answers", ANSWERS + "CERTIFICATE=/nowhere/c.pem\n")
    asked = configured.run('load_answers "$etc/answers"; check_nginx')
    assert "cannot read CERTIFICATE, /nowhere/c.pem" in asked.stderr
