# Whose the backups are: their folder, the keys to the place elsewhere, the repository there.
# Read by deploy/install and deploy/backup.

settle_backups() { # they are the user's that the current release makes them as; both ways
    if makes_them_apart current; then
        # Only from a release that kept them with the portal: from now on whatever stands there is
        # of the web process's making, and no backup.
        makes_them_apart previous || take_from_portal
    else
        give_to_portal
    fi
}

makes_them_apart() { # current or previous: does this release make backups as a user of their own?
    [ -e "$opt/$1/deploy/systemd/portal-backup.service.d/user.conf" ]
}

take_from_portal() {
    local aside="$backups/.taken" each
    rm -rf "$aside" "$var/restic-cache"
    # Out of the portal's reach in one step, and only then looked at and given away.
    if [ -d "$var/backup" ] && mv -T "$var/backup" "$aside" && [ ! -L "$aside" ]; then
        chown -hR portal-backup "$aside"
        for each in "$aside"/*; do
            [ ! -d "$each" ] || [ -L "$each" ] || mv -n -t "$backups" "$each"
        done
    fi
    rm -rf "$aside"
    if [ -d "$var/.ssh" ] && mv -T "$var/.ssh" "$backups/.ssh"; then
        chown -hR portal-backup:portal-backup "$backups/.ssh"
        echo "$var/.ssh is $backups/.ssh now. A hole in the portal could have read that key, and written" \
            "there: make a new one soon, and look through config, if there is one (/etc/portal/restic)."
    fi
    change_repository portal portal-backup
}

give_to_portal() {
    local each
    [ -d "$var/backup" ] || install -d -o portal -g portal -m 700 "$var/backup"
    for each in "$backups"/latest "$backups"/before-upgrade*; do
        [ -d "$each" ] || continue
        chown -hR portal:portal "$each"
        mv -n -t "$var/backup" "$each"
    done
    if [ -d "$backups/.ssh" ]; then
        chown -hR portal:portal "$backups/.ssh"
        mv -T "$backups/.ssh" "$var/.ssh"
    fi
    change_repository portal-backup portal
}

place_of_backups() { # as restic names it; nothing while they stay on this machine
    RESTIC_REPOSITORY="" python3 -B "$here/environment.py" "$etc/restic" -- printenv RESTIC_REPOSITORY || true
}

repository() { # of restic, when it is a folder of this machine, such as one that is mounted
    local place
    place=$(place_of_backups)
    place="${place#local:}"
    [[ "$place" != /*[!/]* ]] || echo "$place"
}

change_repository() { # former user, user
    local place
    place=$(repository)
    [ -n "$place" ] && [ -d "$place" ] && [ "$(stat -c %U "$place")" = "$1" ] || return 0
    { chown -hR "$2:$2" "$place" && runuser -u "$2" -- chmod 700 "$place"; } ||
        echo "The repository of restic, $place, has to belong to the user $2 from now on." >&2
}

put_repository() { # the service of the backups may write there, and every other sees nothing of it
    local place name=service.d/repository.conf
    rm -f "$units/portal-.$name" "$units/portal-backup.$name"
    place=$(repository)
    [ -n "$place" ] || return 0
    if [[ "$place" == *[\"\\$'\n']* ]]; then
        echo "RESTIC_REPOSITORY: systemd does not take the signs in '$place'." >&2
        return 0
    fi
    install -d "$units/portal-.service.d" "$units/portal-backup.service.d"
    # Of the same name: the second takes the place of the first for the backup alone.
    printf '[Service]\nInaccessiblePaths="-%s"\n' "${place//%/%%}" >"$units/portal-.$name"
    printf '[Service]\nReadWritePaths="-%s"\n' "${place//%/%%}" >"$units/portal-backup.$name"
}

tell_of_backup() { # release: where the database is as it left it
    local each
    for each in "$(backup_of "$1")" "$var/backup/$(basename "$(backup_of "$1")")"; do
        [ ! -e "$each" ] ||
            echo "The database as it was before the upgrade: $each (see docs/operations/restaurar.md)."
    done
}
