# A release: made beside those that are there, its tables, and which ones are kept.
# Read by deploy/install.

manage() { # run a command of the new release as the portal's user, with the server's settings
    (
        cd "$release"
        export DJANGO_SETTINGS_MODULE=oim_portal.settings.production
        export PORTAL_STATIC_ROOT="$release/static"
        export PYTHONDONTWRITEBYTECODE=1
        python3 -B "$here/environment.py" "$etc/environment" "$etc/environment.local" -- \
            runuser -u portal -- "$release/.venv/bin/python" manage.py "$@"
    )
}

make_release() {
    local version
    version=$(git -c safe.directory='*' -C "$source_dir" rev-parse --short HEAD 2>/dev/null || echo local)
    release="$opt/releases/$(date -u +%Y%m%d%H%M%S)-$version"
    say "Release $(basename "$release")"
    mkdir "$release"
    trap 'rm -rf "$release"' EXIT # half a release is none
    if [ "$version" != local ]; then
        git -c safe.directory='*' -C "$source_dir" archive HEAD | tar -x -C "$release"
    else
        tar -C "$source_dir" --exclude=./var --exclude=./.venv --exclude=./.git \
            --exclude=__pycache__ -c . | tar -x -C "$release"
    fi
    chown -R root:root "$release"
    python3 -m venv "$release/.venv"
    local wanted=(-r "$release/requirements.txt")
    # A shared cache or media on other machines need more packages: docs/operations/growing.md.
    if grep -qsE '^(PORTAL_SHARED_CACHE|PORTAL_MEDIA_STORE)=.' "$etc/environment.local"; then
        wanted+=(-r "$release/requirements-growing.txt")
    fi
    "$release/.venv/bin/pip" install --quiet --no-cache-dir --require-hashes "${wanted[@]}"
    "$release/.venv/bin/python" -m compileall -q "$release" >/dev/null || true
    install -d -o portal -g portal "$release/static"
    manage check --deploy --fail-level WARNING
    manage collectstatic --no-input -v0
    chown -R root:root "$release/static"
    # Pages in caches and in visitors' tabs still ask for files of former releases.
    cp -a --no-clobber "$release/static/." "$var/static/" 2>/dev/null ||
        cp -a --update=none "$release/static/." "$var/static/"
    local pages
    pages=$(mktemp -d)
    chown portal "$pages"
    manage write_outage_pages "$pages"
    install -m 644 "$pages"/*.html "$var/outage/"
    rm -r "$pages"
}

migrate() {
    if [ -L "$opt/current" ]; then
        say "A backup before the upgrade"
        # By the release that runs: the new one's code may need tables that are not there yet.
        (release="$opt/current" && manage backup "$var/backup/before-upgrade")
    fi
    say "Tables and first content"
    manage migrate --no-input -v0
    manage load_initial_content
}

forget_old_releases() {
    local keep
    keep="$(readlink "$opt/current") $(readlink "$opt/previous" || true)"
    find "$opt/releases" -mindepth 1 -maxdepth 1 -type d | sort -r | tail -n +$((KEEP_RELEASES + 1)) |
        while read -r old; do
            [[ " $keep " == *" $old "* ]] || rm -rf "$old"
        done
}
