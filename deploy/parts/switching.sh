# Which release runs, and the way back.
# Read by deploy/install.

switch_to() { # make a release the current one, in one step that cannot be seen half done
    ln -s "$1" "$opt/.next.$$" && mv -T "$opt/.next.$$" "$opt/current"
}

restart() {
    has_systemd || { echo "No systemd here: nothing was started."; return 0; }
    systemctl daemon-reload
    systemctl restart portal-web portal-worker
    systemctl start portal-publish.timer portal-warm.timer portal-backup.timer portal-tidy.timer
    systemctl reload-or-restart nginx
}

is_well() { # does the application answer? up to a minute
    has_systemd || return 0
    local host
    host=$(sed -n 's/^PORTAL_URL=https:\/\///p' "$etc/environment")
    for _ in $(seq 60); do
        curl -fsS -o /dev/null --max-time 5 -H "Host: $host" -H 'X-Forwarded-Proto: https' \
            http://127.0.0.1:8001/robots.txt 2>/dev/null && return 0
        sleep 1
    done
    return 1
}

go_back() {
    [ -L "$opt/previous" ] || stop "there is no release before this one."
    local now before
    now=$(readlink "$opt/current") before=$(readlink "$opt/previous")
    say "From $(basename "$now") back to $(basename "$before")"
    switch_to "$before"
    ln -sfn "$now" "$opt/previous"
    put_nginx && put_units
    restart
    is_well || stop "the application does not answer; see: journalctl -u portal-web"
    echo "Done. The tables stay as they are: each release works with those of the next one."
    echo "The database as it was before the upgrade: $var/backup/before-upgrade (see docs/operations/restaurar.md)."
}
