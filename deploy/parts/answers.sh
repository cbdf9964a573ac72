# What deploy/install has to know: asked for, read from a file, kept for the next time.
# Read by deploy/install.

ANSWERS=(HOST MAIL LETSENCRYPT MAIL_SERVER CERTIFICATE CERTIFICATE_KEY LISTEN UPSTREAM PURGE_FROM PROXIES DATABASE)
IPV4='[0-9]{1,3}(\.[0-9]{1,3}){3}'

ask() { # variable, question, default: from the answers, else from the terminal
    local answer
    [ -z "${!1:-}" ] || return 0
    if [ ! -t 0 ]; then
        [ -n "$3" ] || stop "$1 is missing in the answers."
        printf -v "$1" %s "$3"
        return 0
    fi
    read -r -p "$2 ${3:+[$3] }" answer
    printf -v "$1" %s "${answer:-$3}"
}

load_answers() { # file or nothing: what it says, and nothing that happens to be in the environment
    local line name
    # sudo itself sets MAIL, to a folder.
    for name in "${ANSWERS[@]}"; do printf -v "$name" %s ""; done
    LETSENCRYPT=no LISTEN=127.0.0.1
    [ -n "$1" ] || return 0
    [ -r "$1" ] || stop "cannot read $1."
    while IFS= read -r -d '' line; do
        name="${line%%=*}"
        # What is left empty is what it is when it is not there.
        [[ -z "${line#*=}" || " ${ANSWERS[*]} " != *" $name "* ]] || printf -v "$name" %s "${line#*=}"
    done < <(python3 -B "$here/environment.py" "$1" --print)
    wait "$!" || stop "cannot read $1."
}

read_answers() {
    local file="${1:-}"
    if [ -z "$file" ] && [ -f "$etc/answers" ]; then file="$etc/answers"; fi
    load_answers "$file"
    ask HOST "Host name of the site, such as ecuador.example.org:" ""
    ask MAIL "E-mail address of whoever looks after the server:" ""
    check_answers
    keep_answers
}

check_answers() {
    local name
    [[ "$HOST" =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || stop "'$HOST' is no host name."
    [[ "$MAIL" =~ ^[^@[:space:]]+@[^@[:space:]]+$ ]] || stop "'$MAIL' is no e-mail address."
    [[ "$LISTEN" =~ ^$IPV4$ ]] || stop "LISTEN: '$LISTEN' is no address, such as 10.0.0.11."
    for name in $UPSTREAM; do
        [[ "$name" =~ ^[A-Za-z0-9.-]+:[0-9]+$ ]] || stop "UPSTREAM: '$name' is no host with its port."
    done
    for name in $PURGE_FROM; do
        [[ "$name" =~ ^$IPV4(/[0-9]{1,2})?$ ]] || stop "PURGE_FROM: '$name' is no address or network."
    done
    for name in $PROXIES; do
        [[ "$name" =~ ^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$ ]] || stop "PROXIES: '$name' is no address or network."
    done
    [[ -z "$DATABASE" || "$DATABASE" =~ ^postgres(ql)?://[^[:space:]]+$ ]] ||
        stop "DATABASE is no address such as postgres://user:password@host/name?sslmode=verify-full."
    [ -z "$PURGE_FROM" ] || [ "$LISTEN" != 127.0.0.1 ] ||
        stop "PURGE_FROM needs LISTEN, the address that other hosts reach this one at."
    for name in "${ANSWERS[@]}"; do
        [[ "${!name}" != *[\'$'\n']* ]] || stop "$name holds a quotation mark or a second line."
    done
}

keep_answers() { # for the next installation; with the password of the mail server
    local name
    (
        umask 077
        for name in "${ANSWERS[@]}"; do printf "%s='%s'\n" "$name" "${!name}"; done >"$etc/answers.new"
    )
    mv "$etc/answers.new" "$etc/answers"
}
