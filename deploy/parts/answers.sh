# What deploy/install has to know: asked for, read from a file, kept for the next time.
# Read by deploy/install.

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

read_answers() {
    local file="${1:-}"
    if [ -z "$file" ] && [ -f "$etc/answers" ]; then file="$etc/answers"; fi
    if [ -n "$file" ]; then
        [ -r "$file" ] || stop "cannot read $file."
        # shellcheck disable=SC1090
        . "$file"
    fi
    ask HOST "Host name of the site, such as ecuador.example.org:" ""
    ask MAIL "E-mail address of whoever looks after the server:" ""
    [[ "$HOST" =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || stop "'$HOST' is no host name."
    [[ "$MAIL" =~ ^[^@[:space:]]+@[^@[:space:]]+$ ]] || stop "'$MAIL' is no e-mail address."
    LETSENCRYPT="${LETSENCRYPT:-no}" MAIL_SERVER="${MAIL_SERVER:-}"
    CERTIFICATE="${CERTIFICATE:-}" CERTIFICATE_KEY="${CERTIFICATE_KEY:-}"
    {
        for name in HOST MAIL LETSENCRYPT MAIL_SERVER CERTIFICATE CERTIFICATE_KEY; do
            printf '%s=%q\n' "$name" "${!name}"
        done
    } >"$etc/answers"
    chmod 600 "$etc/answers"
}
