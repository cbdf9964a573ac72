# nginx's configuration and its certificate.
# Read by deploy/install.

make_certificate() {
    local folder="$etc/tls"
    install -d -m 700 "$folder"
    if [ -n "$CERTIFICATE" ]; then
        [ -r "$CERTIFICATE" ] || stop "cannot read CERTIFICATE, $CERTIFICATE."
        [ -r "$CERTIFICATE_KEY" ] || stop "cannot read CERTIFICATE_KEY, $CERTIFICATE_KEY."
        # nginx takes a key of another kind without a word, and then no visitor can connect.
        fits || stop "CERTIFICATE_KEY is not the key of CERTIFICATE, or has a password."
        certificate="$CERTIFICATE" certificate_key="$CERTIFICATE_KEY"
        return
    fi
    certificate="/etc/letsencrypt/live/$HOST/fullchain.pem" certificate_key="/etc/letsencrypt/live/$HOST/privkey.pem"
    [ ! -r "$certificate" ] || return 0
    # Until there is a real one, so that nginx starts: browsers warn of it.
    certificate="$folder/$HOST.pem" certificate_key="$folder/$HOST.key"
    [ -r "$certificate" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 \
        -subj "/CN=$HOST" -addext "subjectAltName=DNS:$HOST" -out "$certificate" -keyout "$certificate_key" 2>/dev/null
}

fits() { # do certificate and key hold the same public key?
    local public
    public=$(openssl x509 -noout -pubkey -in "$CERTIFICATE") &&
        [ "$public" = "$(openssl pkey -pubout -passin pass: -in "$CERTIFICATE_KEY" 2>/dev/null)" ]
}

ask_letsencrypt() {
    [ "$LETSENCRYPT" = yes ] && has_systemd && [ -z "$CERTIFICATE" ] || return 0
    [ ! -r "/etc/letsencrypt/live/$HOST/fullchain.pem" ] || return 0
    say "A certificate of Let's Encrypt for $HOST"
    certbot certonly --non-interactive --agree-tos --email "$MAIL" --webroot -w /var/www/challenges \
        -d "$HOST" --deploy-hook "systemctl reload nginx" || {
        echo "None was given; the one in use is our own, of which browsers warn. Run this again later." >&2
        return 0
    }
    put_nginx
    systemctl reload nginx
}

render_nginx() { # release whose it is, folder to write to, folder where it will stand
    local v6_https="" v6_https_default="" v6_http="" listen_http2="" http2="http2 on;" minor
    minor=$(nginx -v 2>&1 | sed 's/.*nginx\/1\.\([0-9]*\).*/\1/')
    # Debian 12 has 1.22, which says it at the address; 13 has 1.26.
    [ "$minor" -ge 25 ] || { listen_http2=" http2" http2=""; }
    if [ -e /proc/net/if_inet6 ]; then
        v6_https="listen [::]:443 ssl$listen_http2;" v6_https_default="listen [::]:443 ssl$listen_http2 default_server;"
        v6_http="listen [::]:80 default_server;"
    fi
    rm -rf "$2"
    python3 -B "$1/deploy/render.py" "$1/deploy/nginx/"*.conf --to "$2" \
        --set user="user www-data;" --set run=/run --set logs=/var/log/nginx --set temporary=/var/lib/nginx \
        --set modules="/etc/nginx/modules-enabled/*.conf" --set conf="$3" --set cache=/var/cache/nginx-portal \
        --set upstream="$(upstream)" --set costly_rate=10r/s --set connections=100 \
        --set https=443 --set listen_http2="$listen_http2" --set http2="$http2" --set https_v6="$v6_https" --set https_v6_default="$v6_https_default" --set http=80 --set http_v6="$v6_http" \
        --set purge="$(purge_address)" --set purge_from="$(purge_from)" --set refresh=127.0.0.1:8004 \
        --set host="$HOST" --set public_host="$HOST" --set host_pattern="${HOST//./\\.}" \
        --set real_ip="$(real_ip)" --set certificate="$certificate" --set certificate_key="$certificate_key" \
        --set challenges=/var/www/challenges --set media_parent="$var" --set static="$var/static" \
        --set brotli="brotli_static on;" --set pages="$var/outage"
}

upstream() { # the application on this machine, or on each of those that are named
    local each
    [ -n "$UPSTREAM" ] || echo "server $LISTEN:8001 max_fails=0;"
    for each in $UPSTREAM; do printf '%s ' "server $each max_fails=1 fail_timeout=5s;"; done
}

purge_address() { # where nginx takes PURGE: of other hosts only when they are named
    if [ -n "$PURGE_FROM" ]; then echo "$LISTEN:8003"; else echo 127.0.0.1:8003; fi
}

real_ip() { # whose word on a visitor's address is believed
    local each
    for each in $PROXIES; do printf '%s ' "set_real_ip_from $each;"; done
    [ -z "$PROXIES" ] || echo "real_ip_header X-Forwarded-For; real_ip_recursive on;"
}

purge_from() {
    local each
    for each in ${PURGE_FROM:+$LISTEN} $PURGE_FROM; do printf '%s ' "allow $each;"; done
}

spare_other_sites() { # that nginx serves on this machine: the portal's configuration has none of them
    local main each others=()
    main="$(dirname "$nginx")/nginx.conf"
    install -d "$nginx.d/http" "$nginx.d/site"
    for each in "$(dirname "$nginx")"/sites-enabled/* "$(dirname "$nginx")"/conf.d/*.conf; do
        [ -e "$each" ] && [ "$(basename "$each")" != default ] && ! is_included "$each" || continue
        others+=("$each")
    done
    [ ${#others[@]} -gt 0 ] || return 0
    echo "nginx has files for other sites, which the portal's configuration does not take: ${others[*]}"
    for each in "${others[@]}"; do echo "    to go on serving it:  ln -s $(readlink -f "$each") $nginx.d/http/"; done
    # Where the portal's is in place already, they are dark already.
    [ "$(readlink -f "$main")" = "$nginx/nginx.conf" ] ||
        stop "nothing was changed. Link or remove them, then run this again: docs/operations/server.md."
}

is_included() { # file: is it linked where own lines are?
    local each
    for each in "$nginx.d/http"/*.conf "$nginx.d/http"/*; do
        [ "$(readlink -f "$each")" != "$(readlink -f "$1")" ] || return 0
    done
    return 1
}

check_nginx() { # would nginx take what is to be installed, with this certificate? Asked first of all
    spare_other_sites
    make_certificate
    render_nginx "$source_dir" "$nginx.new" "$nginx.new"
    ln -sfnT "$nginx.d" "$nginx.new.d"
    nginx -tq -c "$nginx.new/nginx.conf" ||
        stop "nginx does not take its configuration, the own lines in $nginx.d, or the certificate; nothing was changed."
    rm -rf "$nginx.new" "$nginx.new.d"
}

put_nginx() { # the current release's; when nginx does not take it, the former one stays
    local main
    main="$(dirname "$nginx")/nginx.conf"
    make_certificate
    render_nginx "$opt/current" "$nginx.new" "$nginx" || return 1
    # Debian's own file is kept beside, and its package no longer minds (dpkg-divert).
    dpkg-divert --quiet --local --rename --divert "$main.debian" --add "$main"
    rm -rf "$nginx.before"
    [ ! -d "$nginx" ] || mv "$nginx" "$nginx.before" || return 1
    mv "$nginx.new" "$nginx" && ln -sfn "$nginx/nginx.conf" "$main" || return 1
    if ! nginx -tq; then
        if [ -d "$nginx.before" ]; then rm -rf "$nginx" && mv "$nginx.before" "$nginx"; fi
        stop "nginx does not take its configuration; the former one stays."
    fi
    rm -rf "$nginx.before"
}
