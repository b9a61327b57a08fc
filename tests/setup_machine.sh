#!/bin/sh
# Installs from Debian what some tests need and no Python package has, where that is possible:
# chromium and a Chinese font (browser test), LibreOffice Writer (doc, wps, rtf), PostgreSQL (the
# catalogue that several machines share). Without them
# those tests say that they were skipped, and why.
packages=
command -v chromium >/dev/null 2>&1 || packages="chromium fonts-noto-cjk"
command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-writer-nogui"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages="$packages postgresql"
[ -z "$packages" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    for package in $packages; do
        # One by one: a package that cannot be had keeps none of the others back.
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
            echo "$package could not be installed: its tests will be skipped" >&2
    done
fi
exit 0
