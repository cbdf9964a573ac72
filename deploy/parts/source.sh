# Where a release comes from: an archive, a tag, or the folder that deploy/install itself is in.
# Read by deploy/install.

install_from() { # archive or tag, what else deploy/install takes: let the release in it install itself
    local from="${1:-}" folder
    mkdir -p "$opt"
    folder=$(mktemp -d "$opt/.from.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$folder'" EXIT
    if [ -f "$from" ]; then
        check_digest "$from"
        tar -xzf "$from" --strip-components 1 --no-same-owner -C "$folder" || stop "$from is no whole archive."
    else
        # As it is in the repository: nothing that is not committed.
        (from_git archive "refs/tags/$from" | tar -x -C "$folder") 2>/dev/null ||
            stop "'$from' is neither an archive nor a tag of $source_dir; nothing was changed."
    fi
    [ -x "$folder/deploy/install" ] || stop "$from is no release of the portal."
    "$folder/deploy/install" "${@:2}"
}

from_git() { [ -e "$source_dir/.git" ] && git -c safe.directory='*' -C "$source_dir" "$@"; }

check_digest() { # archive: is it as SHA256SUMS beside it says? Otherwise nothing of it is run
    local name folder
    name=$(basename "$1") folder=$(cd "$(dirname "$1")" && pwd)
    [ -r "$folder/SHA256SUMS" ] ||
        stop "SHA256SUMS of the release is missing beside $1: fetch it from where the archive is from."
    awk -v name="$name" '$2 == name' "$folder/SHA256SUMS" | (cd "$folder" && sha256sum --check --quiet -) >&2 ||
        stop "$1 is not what SHA256SUMS says: it was damaged on its way, or is not the release. Nothing was changed."
}

name_of_source() { # version, and the commit where it is not that of the version's tag
    local version commit
    version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$source_dir/oim_portal/__init__.py")
    commit=$(from_git rev-parse --short HEAD 2>/dev/null || true)
    [ -z "$commit" ] || [ "$(from_git tag --points-at HEAD --list "v$version")" ] || version="$version-$commit"
    echo "$version"
}
