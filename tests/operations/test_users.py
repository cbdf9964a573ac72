"""What each user of a server reaches, after an upgrade of one that had a single user for all."""

import pytest

from .users import Users

# An installation of the time when backups were made as the portal's own user, then deploy/install.
UPGRADED = r"""
make_user portal "$var"
umask 022
install -d -o portal -g portal "$var" "$var/media" "$var/media.before.1" /mnt/copias
as() { setpriv --reuid "$1" --regid "$1" --clear-groups "${@:2}"; }
for folder in images original_images documents; do as portal mkdir "$var/media/$folder"; done
for file in images/a.jpg original_images/a.jpg documents/plan.pdf; do
    as portal bash -c 'echo picture >"$1"' portal "$var/media/$file"
done
as portal bash -euc '
    umask 077
    cd "$1"
    mkdir -p .ssh restic-cache backup/latest/media backup/before-upgrade-1
    echo key >.ssh/id_ed25519
    echo "{}" >backup/latest/manifest.json
    echo "{}" >backup/before-upgrade-1/manifest.json
    cp -al media/images backup/latest/media
    echo repository >/mnt/copias/config
' portal "$var"
mkdir -p "$etc" "$opt"
printf '#!/bin/bash\nid -Gn; cat "$4/manifest.json"\n' >"$opt/python" # in place of manage.py
mkdir -p "$opt/releases/old/deploy" "$opt/releases/new/.venv/bin"
cp -r "$here" "$opt/releases/new/deploy"
install -m 755 "$opt/python" "$opt/releases/new/.venv/bin/python"
ln -s releases/new "$opt/current"
ln -s releases/old "$opt/previous"

HOST=portal.example.org MAIL=it@example.org MAIL_SERVER="" LISTEN=127.0.0.1 PURGE_FROM=""
make_users_and_folders
write_environment
printf 'RESTIC_REPOSITORY=/mnt/copias\nRESTIC_PASSWORD=secret\n' >"$etc/restic"
put_units
"""
BACKUPS = "/var/lib/portal-backup"
# What leads to the backups, here and elsewhere.
OUT_OF_REACH = [
    "/etc/portal/restic",
    f"{BACKUPS}/.ssh/id_ed25519",
    f"{BACKUPS}/.ssh/config",
    f"{BACKUPS}/latest/manifest.json",
    f"{BACKUPS}/latest/media/images/a.jpg",
    f"{BACKUPS}/before-upgrade-1/manifest.json",
    "/mnt/copias/config",
]
OF_THE_PORTAL = ["portal-web", "portal-worker", "portal-slow-worker", "portal-visits"]
MEDIA = "/var/lib/portal/media"


@pytest.fixture(scope="module")
def users():
    made = Users(UPGRADED)
    yield made
    made.close()


def reads(done) -> bool:
    return done.returncode == 0


@pytest.mark.parametrize("path", OUT_OF_REACH)
def test_neither_its_user_nor_its_sandbox_lets_a_service_of_the_portal_reach_the_backups(
    users, path
):
    folder = path.rpartition("/")[0]
    tries = [["cat", path], ["bash", "-c", f"echo x >>{path}"]]
    tries += [["mv", folder, f"{folder}.away"], ["mv", path, f"{path}.away"]]
    for command in tries:
        assert not reads(users.run_as("portal", *command)), command
        for name in OF_THE_PORTAL:
            assert not reads(users.run_in(name, *command)), (name, command)


def test_a_place_that_knows_no_users_is_closed_to_the_portal_by_its_sandbox(users):
    """Some shares that are mounted let everybody on the machine read and write."""
    users.run("chmod", "-R", "777", "/mnt/copias")
    try:
        assert reads(users.run_as("portal", "cat", "/mnt/copias/config"))
        for name in OF_THE_PORTAL:
            assert not reads(users.run_in(name, "cat", "/mnt/copias/config"))
        assert reads(users.run_in("portal-backup", "cat", "/mnt/copias/config"))
    finally:
        users.run("chmod", "-R", "700", "/mnt/copias")


ENVIRON = """
RESTIC_PASSWORD=secret setpriv --reuid portal-backup --regid portal-backup --clear-groups sleep 60 &
until [ "$(stat -c %U "/proc/$!")" = portal-backup ]; do :; done
for user in portal-backup portal; do
    setpriv --reuid "$user" --regid "$user" --clear-groups cat "/proc/$!/environ" || echo refused
done
kill "$!"
"""


def test_what_the_running_backup_has_in_its_environment_is_nobody_elses(users):
    shown = users.run("bash", "-c", ENVIRON)
    assert shown.stdout.count("RESTIC_PASSWORD=secret") == 1
    assert shown.stdout.endswith("refused\n")


def test_the_backup_reads_what_it_keeps_and_its_own_keys(users):
    wanted = [path for path in OUT_OF_REACH[1:] if not path.endswith(".ssh/config")]
    wanted += [f"{MEDIA}/{name}" for name in ("images/a.jpg", "original_images/a.jpg")]
    wanted += [f"{MEDIA}/documents/plan.pdf", "/etc/portal/environment"]
    for path in wanted:
        assert reads(users.run_in("portal-backup", "cat", path)), path
    assert reads(users.run_in("portal-backup", "mkdir", f"{BACKUPS}/.latest.unfinished"))
    # And changes nothing of the portal's, whose files it only keeps.
    assert not reads(users.run_in("portal-backup", "rm", f"{MEDIA}/documents/plan.pdf"))
    assert not reads(users.run_in("portal-backup", "cat", "/etc/portal/restic"))


def test_what_an_upgrade_has_moved_is_where_it_belongs_and_nowhere_else(users):
    left = users.run("ls", "-A", "/var/lib/portal").stdout.split()
    assert left == ["media", "media.before.1", "outage", "static"]
    owners = users.run("find", BACKUPS, "/mnt/copias", "!", "-user", "portal-backup").stdout
    assert owners == ""
    # The same file as before, without room: and the portal cannot change it through its other name.
    assert "2" in users.run("stat", "-c", "%h", f"{MEDIA}/images/a.jpg").stdout
    assert not reads(users.run_as("portal", "bash", "-c", f"echo x >>{MEDIA}/images/a.jpg"))
    assert reads(users.run_as("portal", "cat", f"{MEDIA}/images/a.jpg"))


def test_of_media_nginx_and_others_read_renditions_alone(users):
    for user in ("www-data", "nobody"):
        group = "nogroup" if user == "nobody" else user
        drop = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups", "cat"]
        assert users.run(*drop, f"{MEDIA}/images/a.jpg").stdout == "picture\n"
        for name in ("original_images/a.jpg", "documents/plan.pdf"):
            assert not reads(users.run(*drop, f"{MEDIA}/{name}"))
        for folder in (MEDIA, f"{MEDIA}/images", f"{MEDIA}.before.1"):
            assert not reads(users.run(*drop[:-1], "ls", folder))


def test_what_the_portal_makes_from_now_on_is_not_for_everybody(users):
    new = f"{MEDIA}/new"
    made = f"mkdir {new} && echo x >{new}/file && stat -c %a {new} {new}/file"
    assert users.run_in("portal-web", "bash", "-c", made).stdout.split() == ["750", "640"]
    assert reads(users.run_in("portal-backup", "cat", f"{new}/file"))


def test_the_portal_cannot_put_folders_of_its_own_in_the_place_of_what_nginx_serves(users):
    for folder in ("/var/lib/portal/static", "/var/lib/portal/outage"):
        assert not reads(users.run_in("portal-web", "mv", folder, f"{folder}.away"))
        assert not reads(users.run_in("portal-web", "touch", f"{folder}/file"))
    # What a restoration does.
    assert reads(users.run_in("portal-web", "mv", MEDIA, f"{MEDIA}.before.2"))
    assert reads(users.run_in("portal-web", "mv", f"{MEDIA}.before.2", MEDIA))


def test_a_restoration_alone_reads_a_backup_as_the_portals_user(users):
    manage = "/opt/portal/current/deploy/manage"
    shown = users.run(manage, "restore", f"{BACKUPS}/latest")
    assert shown.stdout.splitlines() == ["portal portal-backup", "{}"], shown.stderr
    assert users.run(manage, "check", "", f"{BACKUPS}/latest").stdout == "portal\n"
    # What a restoration has put aside is out of the portal's reach from then on.
    aside = f"{MEDIA}.before.1"
    for command in (["ls", aside], ["touch", f"{aside}/file"], ["mv", aside, f"{aside}.away"]):
        assert not reads(users.run_as("portal", *command)), command


# Some functions of deploy/install, on the server as it is.
AGAIN = """
opt=/opt/portal etc=/etc/portal var=/var/lib/portal backups=/var/lib/portal-backup
here=/opt/portal/current/deploy
for part in common backups system; do . "$here/parts/$part.sh"; done
"""


def test_a_former_release_finds_backups_and_keys_where_it_had_them(users):
    """After `deploy/install --back` and an upgrade that failed; then forward again."""
    own = "/opt/portal/releases/new/deploy/systemd/portal-backup.service.d"
    there = ["/var/lib/portal/.ssh/id_ed25519", "/var/lib/portal/backup/latest/manifest.json"]
    there += ["/var/lib/portal/backup/before-upgrade-1/manifest.json", "/mnt/copias/config"]
    users.run("mv", own, "/mnt/aside")
    try:
        users.run("bash", "-euc", f"{AGAIN} settle_backups")
        for path in there:
            assert reads(users.run_as("portal", "cat", path)), path
        assert not reads(users.run("ls", f"{BACKUPS}/latest"))
    finally:
        users.run("mv", "/mnt/aside", own)
        users.run("bash", "-euc", f"{AGAIN} settle_backups")
    for path in there:
        assert not reads(users.run_as("portal", "cat", path)), path
    for path in OUT_OF_REACH[3:]:
        assert reads(users.run_in("portal-backup", "cat", path)), path


def test_a_link_that_the_portal_has_left_leads_the_installation_nowhere(users):
    """The web process may write to its own folder, before an upgrade and while it goes on."""
    users.run("mkdir", "-m", "700", "/mnt/of-root", "/mnt/of-root/latest")
    for link in ("/var/lib/portal/.ssh", "/var/lib/portal/backup", f"{MEDIA}/aside"):
        assert reads(users.run_as("portal", "ln", "-s", "/mnt/of-root", link))
    again = users.run("bash", "-euc", f"{AGAIN} make_users_and_folders; settle_backups")
    assert again.returncode == 0, again.stderr
    shown = users.run("stat", "-c", "%U %a", "/mnt/of-root", "/mnt/of-root/latest")
    assert shown.stdout.splitlines() == ["root 700", "root 700"]
    for path in OUT_OF_REACH[3:]:
        assert reads(users.run_in("portal-backup", "cat", path)), path


def test_what_the_portal_puts_where_backups_were_once_is_never_taken_for_one(users):
    before = users.run("bash", "-c", f"ls -A {BACKUPS}; cat {BACKUPS}/latest/manifest.json").stdout
    users.run("ln", "-sfn", "releases/new", "/opt/portal/previous")
    planted = (
        "rm -rf .ssh; mkdir -p backup/latest backup/before-upgrade-2 .ssh; echo no >.ssh/config"
    )
    assert reads(users.run_as("portal", "bash", "-c", f"cd /var/lib/portal; {planted}"))
    users.run("bash", "-euc", f"{AGAIN} make_users_and_folders; settle_backups")
    after = users.run("bash", "-c", f"ls -A {BACKUPS}; cat {BACKUPS}/latest/manifest.json").stdout
    assert after == before
