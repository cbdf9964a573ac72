# Which release runs, and the way back.
# Read by deploy/install.

point() { # a name to a release, in one step that cannot be seen half done
    ln -s "$2" "$opt/.next.$$" && mv -T "$opt/.next.$$" "$opt/$1"
}

switch_to() { # make a release the current one; from then on the one that was is the way back
    local now
    now=$(readlink "$opt/current" || true)
    [ -z "$now" ] || [ "$now" = "$1" ] || point previous "$now"
    point current "$1"
}

restart() {
    has_systemd || { echo "No systemd here: nothing was started."; return 0; }
    systemctl daemon-reload
    # shellcheck disable=SC2046
    systemctl restart $(started_units service)
    # shellcheck disable=SC2046
    systemctl start $(started_units timer)
    systemctl reload-or-restart nginx
}

is_well() { # up to a minute: does it show a page, made anew, and find the tables that it knows?
    has_systemd || return 0
    local until=$((SECONDS + PATIENCE))
    while [ "$SECONDS" -lt "$until" ]; do
        if shows_front_page && finds_its_tables; then return 0; fi
        sleep 1
    done
    return 1
}

ask_application() { # past nginx and its copies
    curl -s --max-time 5 -H "Host: $HOST" -H 'X-Forwarded-Proto: https' "$@"
}

shows_front_page() {
    [ "$(ask_application -o /dev/null -w '%{http_code}' "http://$LISTEN:8001/es/")" = 200 ]
}

finds_its_tables() { # not all that /health/ready asks for: jobs may be late after a long upgrade
    ask_application "http://$LISTEN:8001/health/ready" | grep -q '"migrations": "ok"'
}

take_over() { # the new release runs in the end, or the former one again
    say "Switching"
    former=$(readlink "$opt/current" || true)
    trap put_back EXIT
    switch_to "$release"
    put_nginx
    put_units
    restart
    is_well || stop "the new release does not answer."
    trap - EXIT
}

put_back() { # what stopped the new release, whatever it was, ends with the former one running
    trap - EXIT
    touch "$release/.failed"
    echo "The new release does not run." >&2
    [ -n "$former" ] && [ ! -e "$former/.failed" ] || stop "see: journalctl -u portal-web"
    switch_to "$former"
    start_former
    is_well || stop "$(basename "$former") was put back, and does not answer either; see: journalctl -u portal-web"
    stop "back on $(basename "$former"); the new one is in $release; see: journalctl -u portal-web"
}

go_back() { # --with-database, or nothing
    local now before kept between
    now=$(readlink "$opt/current" || true) before=$(readlink "$opt/previous" || true)
    [ -d "$before" ] && [ "$before" != "$now" ] || stop "there is no release before this one."
    [ ! -e "$before/.failed" ] ||
        stop "already back: $(basename "$before") did not run, and $(basename "$now") was put back then."
    load_answers "$etc/answers"
    kept=$(backup_of "$before") between=$(migrations_between "$before" "$now")
    [ "${1:-}" != --with-database ] || [ -e "$kept/manifest.json" ] ||
        stop "there is no backup of the database as $(basename "$before") left it, so it cannot go back; without --with-database the release alone can."
    say "From $(basename "$now") back to $(basename "$before")"
    switch_to "$before"
    if [ "${1:-}" = --with-database ] && ! take_back_database "$kept"; then
        switch_to "$now"
        stop "the database was not taken back, and $(basename "$now") goes on; what has to be done stands above."
    fi
    start_former
    is_well || stop "the application does not answer; see: journalctl -u portal-web"
    if [ "${1:-}" = --with-database ]; then
        echo "Done, with the database from before the upgrade. Cached pages are made anew as they are asked for."
    elif [ -z "$between" ]; then
        echo "Done. No migration came between: the tables are those of both."
    else
        echo "Done. These migrations came between, and their tables stay: each release works with those of the next one."
        printf '    %s\n' $between
        if [ -e "$kept/manifest.json" ]; then
            echo "If it does not, this takes the database of before the upgrade too: deploy/install --back --with-database"
        else
            echo "The database cannot go back with it: there is no backup of it from before the upgrade."
        fi
    fi
    tell_of_backup "$before"
}

migrations_between() { # release, release: names of the migrations that the second has and the first has not
    LC_ALL=C comm -13 <(migrations_of "$1") <(migrations_of "$2")
}

migrations_of() { # release
    (cd "$1" && find . -path './tests' -prune -o -path '*/migrations/[0-9]*.py' -printf '%P\n') |
        sed -E 's|^\.venv/lib/[^/]*/site-packages/||' | LC_ALL=C sort
}

take_back_database() { # folder of a backup: in the place of the database, by the current release
    "$opt/current/deploy/manage" restore "$1" --switch || return 1
    basename "$(readlink "$opt/current")" >"$opt/migrated"
    ! has_systemd || systemctl stop nginx || true
    rm -rf "${cache:?}"/*
}

start_former() { # goes on whatever fails: whether it runs in the end, is_well tells
    (put_nginx) || echo "nginx keeps the configuration that it has." >&2
    put_units || true
    restart || true
}
