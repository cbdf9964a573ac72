# A release: made beside those that are there, its tables, and which ones are kept.
# Read by deploy/install.

manage() { # run a command of the new release as the portal's user, with the server's settings
    manage_as portal production "$@"
}

manage_as() { # user, module of settings, command
    (
        cd "$release"
        export DJANGO_SETTINGS_MODULE="oim_portal.settings.$2"
        export PORTAL_STATIC_ROOT="$release/static"
        export PYTHONDONTWRITEBYTECODE=1
        python3 -B "$here/environment.py" "$etc/environment" "$etc/environment.local" -- \
            runuser -u "$1" -- "$release/.venv/bin/python" manage.py "${@:3}"
    )
}

make_release() {
    release="$opt/releases/$(date -u +%Y%m%d%H%M%S)-$(name_of_source)"
    say "Release $(basename "$release")"
    mkdir "$release"
    trap 'rm -rf "$release"' EXIT # half a release is none
    if from_git rev-parse HEAD >/dev/null 2>&1; then
        from_git archive HEAD | tar -x -C "$release"
    else
        # Also the release that runs, with what its own installation made of it.
        tar -C "$source_dir" --exclude=./var --exclude=./.venv --exclude=./.git --exclude=./static \
            --exclude=__pycache__ -c . | tar -x -C "$release"
    fi
    chown -R root:root "$release"
    # However it was unpacked: the services, other users, read it.
    chmod -R u+rwX,go+rX,go-w "$release"
    python3 -m venv "$release/.venv"
    local wanted=(-r "$release/requirements.txt")
    # Media on other machines need more packages: docs/operations/growing.md.
    if grep -qs '^PORTAL_MEDIA_STORE=.' "$etc/environment.local"; then
        wanted+=(-r "$release/requirements-growing.txt")
    fi
    "$release/.venv/bin/pip" install --quiet --no-cache-dir --require-hashes "${wanted[@]}"
    "$release/.venv/bin/python" -m compileall -q "$release" >/dev/null || true
    install -d -o portal -g portal "$release/static"
    manage check --deploy --fail-level WARNING
    manage collectstatic --no-input -v0
    chown -R root:root "$release/static"
    put_static
    local pages
    pages=$(mktemp -d)
    chown portal "$pages"
    manage write_outage_pages "$pages"
    install -m 644 "$pages"/*.html "$var/outage/"
    rm -r "$pages"
}

put_static() { # pages in caches and in visitors' tabs still ask for files of former releases
    local aside="$var/static/.new" folder
    # Whole or not at all: half a style sheet, of a full disk, would stay for ever under its name.
    rm -rf "$aside"
    cp -a "$release/static" "$aside" || stop "no room for static files in $var/static."
    find "$aside" -type d -printf '%P\0' | while IFS= read -r -d '' folder; do
        mkdir -p "$var/static/$folder"
        find "$aside/$folder" -maxdepth 1 -type f -exec mv -f -t "$var/static/$folder" {} +
    done
    rm -r "$aside"
}

backup_of() { # the database as a release left it
    echo "$backups/before-upgrade-$(basename "$1")"
}

back_up() { # before the upgrade, so that nothing of it is lost whatever becomes of the tables
    [ -L "$opt/current" ] && [ "$WITHOUT_BACKUP" = no ] || return 0
    local former folder
    former=$(readlink "$opt/current") folder=$(backup_of "$former")
    say "A backup before the upgrade"
    # Also one that a former release has made where it keeps them.
    if { [ -e "$folder" ] || [ -e "$var/backup/$(basename "$folder")" ]; } && tables_are_ahead_of "$former"; then
        echo "An earlier upgrade has changed the tables: $folder, from before it, stays."
        folder="$folder-again"
    fi
    back_up_by "$former" "$folder" ||
        stop "no backup was made, and nothing was changed. To go on without: sudo deploy/install --without-backup"
    forget_old_backups
}

tables_are_ahead_of() { # has another release brought them up to date, wholly or in part?
    [ -e "$opt/migrated" ] && [ "$(cat "$opt/migrated")" != "$(basename "$1")" ]
}

back_up_by() { # release that runs, folder
    # The new one's code may need tables that are not there yet.
    local release_that_can="$1" settings=production
    if ! "$1/.venv/bin/python" -B -c "import django" 2>/dev/null; then
        echo "The Python of $(basename "$1") does not start (is Debian another one?): the new release makes the backup."
        release_that_can="$release"
    fi
    [ ! -e "$release_that_can/oim_portal/settings/backup.py" ] || settings=backup
    (release="$release_that_can" && manage_as portal-backup "$settings" backup "$2")
}

forget_old_backups() { # of upgrades; what has not changed is in several of them, and stored once
    find "$backups" -mindepth 1 -maxdepth 1 -name 'before-upgrade*' -printf '%T@ %p\n' | sort -rn |
        tail -n +$((KEEP_BACKUPS + 1)) | cut -d' ' -f2- | while read -r old; do rm -rf "$old"; done
}

migrate() {
    say "Tables and first content"
    basename "$release" >"$opt/migrated"
    quietly manage migrate --no-input -v0
    (umask 027 && quietly manage load_initial_content)
}

quietly() { # what a command logs is shown only when it fails
    local log
    log=$(mktemp)
    "$@" 2>"$log" || { cat "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}

forget_old_releases() {
    local keep
    keep="$(readlink "$opt/current") $(readlink "$opt/previous" || true)"
    find "$opt/releases" -mindepth 1 -maxdepth 1 -type d | sort -r | tail -n +$((KEEP_RELEASES + 1)) |
        while read -r old; do
            [[ " $keep " == *" $old "* ]] || rm -rf "$old"
        done
}
