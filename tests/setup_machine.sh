#!/bin/sh
# Installs from Debian what some tests need and no Python package has, where that is possible:
# chromium and a Chinese font (browser test), LibreOffice Writer (doc, wps, rtf), PostgreSQL (the
# catalogue that several machines share). Without them those tests say that they were skipped, and
# why.
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 0
export DEBIAN_FRONTEND=noninteractive
updated=
install() { # what it is for, then what apt-get installs
    name=$1
    shift
    [ -n "$updated" ] || apt-get update -qq >/dev/null 2>&1
    updated=yes
    apt-get install -y -qq "$@" >/dev/null 2>&1 ||
        echo "$name could not be installed: its tests will be skipped" >&2
}
command -v chromium >/dev/null 2>&1 || install chromium chromium fonts-noto-cjk
command -v soffice >/dev/null 2>&1 ||
    install LibreOffice --no-install-recommends libreoffice-writer-nogui
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
    install PostgreSQL --no-install-recommends postgresql
exit 0
