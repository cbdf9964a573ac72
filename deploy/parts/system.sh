# The machine: packages of Debian, the user, folders, the database, settings, units.
# Read by deploy/install.

check_system() {
    . /etc/os-release
    case "${ID:-}:${VERSION_ID:-}" in
        debian:12 | debian:13) ;;
        *) stop "this is ${PRETTY_NAME:-an unknown system}; Debian 12 or 13 is needed." ;;
    esac
}

install_packages() { # those of them that are missing
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Packages of Debian: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_what_it_needs() {
    local database=postgresql
    [ -z "$DATABASE" ] || database=postgresql-client
    # A minimal Debian has no logrotate, and would keep nginx's log for ever.
    local wanted=(ca-certificates curl logrotate nginx libnginx-mod-http-brotli-static openssl
        "$database" python3 python3-venv restic)
    [ "$LETSENCRYPT" != yes ] || wanted+=(certbot)
    install_packages "${wanted[@]}"
}

make_users_and_folders() {
    make_user portal "$var"
    # Backups are another user's. It reads media and settings by the portal's group; the portal is
    # in no group of its.
    make_user portal-backup "$backups"
    usermod --append --groups portal portal-backup
    install -d -o portal-backup -g portal-backup -m 750 "$backups"
    # The portal makes folders here, and takes none away that is not its own (the sticky bit).
    install -d -o root -g portal -m 1775 "$var"
    make_media
    install -d -o root -g root -m 755 "$var/static" "$var/outage"
    install -d -o www-data -g www-data -m 700 /var/cache/nginx-portal
    install -d -o root -g root -m 755 /var/www/challenges
}

make_user() { # name, home
    getent passwd "$1" >/dev/null ||
        useradd --system --user-group --home-dir "$2" --shell /usr/sbin/nologin "$1"
}

make_media() { # nginx, another user, reads renditions by their names, and nothing else
    # As the portal, to whom it belongs: root would follow whatever leads away from there.
    as_portal() { runuser -u portal -- "$@"; }
    as_portal mkdir -p "$var/media/images"
    # The backup reads all of it by the group. What is another's already needs no change.
    as_portal chmod -R g+rX "$var/media" 2>/dev/null || true
    # Also what restorations have left beside it.
    as_portal find "$var" "$var/media" -mindepth 1 -maxdepth 1 -type d -user portal -exec chmod o-rwx {} +
    as_portal chmod 751 "$var/media" "$var/media/images"
}

make_database() {
    local cluster taken="PostgreSQL of Debian does not answer at port 5432. Is there another one, or another program? See: pg_lsclusters; ss -ltnp 'sport = 5432'. Free the port, or name that PostgreSQL in the answer DATABASE; nothing was changed."
    [ -z "${DATABASE:-}" ] || return 0
    # The one that the portal asks. After an upgrade of Debian there is another, empty and newer.
    cluster=$(pg_lsclusters -h | awk '$3 == 5432 {print $1, $2}')
    if [ -z "$cluster" ]; then
        cluster="$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -n | tail -1) main"
        # shellcheck disable=SC2086
        pg_createcluster $cluster >/dev/null 2>&1 || stop "$taken"
    fi
    # shellcheck disable=SC2086
    pg_ctlcluster $cluster status >/dev/null 2>&1 || pg_ctlcluster $cluster start 9>&-
    as_postgres() {
        PGOPTIONS="-c client_min_messages=warning" runuser -u postgres -- psql -qtAX -p 5432 -v ON_ERROR_STOP=1 "$@"
    }
    # Debian gives its own another port when something else has this one.
    as_postgres -c "SELECT 1" >/dev/null || stop "$taken"
    # CREATEDB: a backup is restored beside the database before it takes its place.
    as_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = 'portal'" | grep -q 1 ||
        as_postgres -c "CREATE ROLE portal LOGIN CREATEDB"
    # The user of the backups reads whatever the portal may, and notes how its own work went.
    as_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = 'portal-backup'" | grep -q 1 ||
        as_postgres -c 'CREATE ROLE "portal-backup" LOGIN'
    as_postgres -c 'GRANT portal TO "portal-backup"'
    # Sorting by code point wherever the server stands; letters are those of Unicode.
    as_postgres -c "SELECT 1 FROM pg_database WHERE datname = 'portal'" | grep -q 1 ||
        as_postgres -c "CREATE DATABASE portal OWNER portal TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
}

ask_database() { # one elsewhere: does it answer as the services will ask it, and is it new enough?
    [ -n "${DATABASE:-}" ] || return 0
    (
        cd "$release"
        python3 -B "$here/environment.py" "$etc/environment" "$etc/environment.local" -- \
            runuser -u portal -- "$release/.venv/bin/python" -c '
import os, psycopg2
found = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=10).server_version // 10000
if found < 15: raise SystemExit(f"PostgreSQL {found} is too old: 15 or newer is needed.")' 2>&1 | tail -3 >&2
    ) || stop "DATABASE does not answer as it has to; nothing was changed."
}

write_environment() {
    local secret database="${DATABASE:-postgres://%2Fvar%2Frun%2Fpostgresql/portal}"
    secret=$(sed -n 's/^PORTAL_SECRET_KEY=//p' "$etc/environment" 2>/dev/null || true)
    # Never open to others, not for a moment: it holds the key that signs sessions.
    (umask 077 && cat >"$etc/environment.new") <<END
# Written by deploy/install. What is added in /etc/portal/environment.local holds over this.
PORTAL_URL=https://$HOST
PORTAL_SECRET_KEY=${secret:-$(openssl rand -base64 48 | tr -d '\n')}
DATABASE_URL='$database'
PORTAL_VAR=$var
PORTAL_LISTEN=$LISTEN
PORTAL_TRUSTED_PROXIES=$(printf '%s\n' 127.0.0.1 "$LISTEN" | uniq | paste -sd,)
PORTAL_CACHE_URL=http://$(purge_address)
PORTAL_MAIL_SERVER='$MAIL_SERVER'
PORTAL_MAIL_FROM=portal@$HOST
PORTAL_ERROR_MAIL=$MAIL
PORTAL_WORKERS=$(nproc)
END
    chown root:portal "$etc/environment.new"
    chmod 640 "$etc/environment.new"
    mv "$etc/environment.new" "$etc/environment"
    if [ ! -e "$etc/environment.local" ]; then
        install -m 640 /dev/null "$etc/environment.local"
        chown root:portal "$etc/environment.local"
    fi
    # Whoever has it can delete the backups elsewhere: systemd reads it as root, for that job alone.
    [ -e "$etc/restic" ] || install -m 600 "$here/restic.example" "$etc/restic"
    chown root:root "$etc/restic"
    chmod 600 "$etc/restic"
}

put_units() { # those of the current release
    local from="$opt/current/deploy/systemd" folder
    install -m 644 "$from"/*.service "$from"/*.timer "$units/"
    for folder in portal-.service.d portal-backup.service.d portal-check.service.d; do
        rm -f "$units/$folder/sandbox.conf" "$units/$folder/user.conf" # of another release
    done
    for folder in "$from"/*.service.d; do
        install -d "$units/$(basename "$folder")"
        install -m 644 "$folder"/*.conf "$units/$(basename "$folder")/"
    done
    remove_units_of_previous
    put_repository
    settle_backups
    if command -v systemctl >/dev/null; then
        local local_database=postgresql
        [ -z "${DATABASE:-}" ] || local_database=""
        # shellcheck disable=SC2046,SC2086
        systemctl enable --quiet $local_database nginx $(started_units service) $(started_units timer)
    fi
}

remove_units_of_previous() { # those that the current release does not have
    local unit name
    for unit in "$opt/previous/deploy/systemd"/*.{service,timer}; do
        name=$(basename "$unit")
        [ -e "$unit" ] && [ ! -e "$opt/current/deploy/systemd/$name" ] || continue
        ! command -v systemctl >/dev/null || systemctl disable --quiet --now "$name" || true
        rm -f "$units/$name"
    done
}

started_units() { # service or timer: those of the current release that start by themselves
    grep -l '^\[Install\]' "$opt/current/deploy/systemd"/*."$1" | xargs -rn1 basename
}
