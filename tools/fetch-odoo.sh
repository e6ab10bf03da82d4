#!/bin/sh
# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
#
# Unpack Debian's package odoo-19 and the few packages its links point to into
# DIR/tree. Nothing is installed; apt's own configuration, lists, cache and status are
# neither read (except for the archive's address and how to reach it) nor changed.
#
# usage: fetch-odoo.sh DIR
#   ODOO_SUITE         suite that carries odoo-19 (unstable)
#   ODOO_ASSETS_SUITE  suite for the scripts and fonts it links to (trixie)
#   ODOO_MIRROR        address of the archive, when apt here knows no Debian archive
set -eu

dir=$(mkdir -p "$1" && cd "$1" && pwd)
suite=${ODOO_SUITE:-unstable}
assets_suite=${ODOO_ASSETS_SUITE:-trixie}
keyring=${ODOO_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
apt=$dir/apt debs=$dir/debs tree=$dir/tree
# Only jquery is loaded by the portal; the others serve papers and images.
assets="libjs-jquery libjs-jquery-form libjs-underscore fonts-font-awesome
        fonts-inconsolata fonts-montserrat fonts-ocr-b fonts-roboto-unhinted"

die() {
    printf 'fetch-odoo: %s\n' "$*" >&2
    exit 1
}

[ -r "$keyring" ] || die "$keyring is missing: install debian-archive-keyring, or set ODOO_PATH"

# --print-uris only prints: it needs neither root nor downloaded lists, and it knows
# the mirrors and proxies of this machine.
codename=$(. /etc/os-release && printf %s "${VERSION_CODENAME:-stable}")
mirror=${ODOO_MIRROR:-$(
    apt-get --print-uris update 2>/dev/null |
        sed -nE "s#^'(.*/)dists/($codename|oldstable|stable|testing|unstable|sid)/main/binary-.*#\1#p" |
        head -n 1
)}
[ -n "$mirror" ] || die "no Debian archive among apt's sources; set ODOO_MIRROR or ODOO_PATH"

mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts" "$tree" "$debs"
: >"$apt/status"
# How to reach the archive (proxy, certificates, retries) is taken from this machine.
apt-config dump | grep -E '^Acquire::' |
    grep -vE '^Acquire::(IndexTargets|Languages|Allow)' >"$apt/apt.conf" || :
cat >>"$apt/apt.conf" <<CONF
Dir::Etc::main "$apt/apt.conf";
Dir::Etc::parts "$apt/parts";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/parts";
Dir::Etc::preferences "$apt/preferences";
Dir::Etc::preferencesparts "$apt/parts";
Dir::Etc::trusted "$apt/none.gpg";
Dir::Etc::trustedparts "$apt/parts";
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Log "$apt";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
Acquire::AllowDowngradeToInsecureRepositories "false";
APT::Get::AllowUnauthenticated "false";
APT::Sandbox::User "$(id -un)";
CONF
for name in "$suite" "$assets_suite"; do
    echo "deb [arch=$(dpkg --print-architecture) signed-by=$keyring] $mirror $name main"
done | sort -u >"$apt/sources.list"

export APT_CONFIG="$apt/apt.conf"
apt-get -qq update || die "the archive $mirror does not answer or is not signed"
set -- "odoo-19/$suite"
for name in $assets; do set -- "$@" "$name/$assets_suite"; done
(cd "$debs" && apt-get -qq download "$@") || die "not all packages could be fetched: $*"
for deb in "$debs"/*.deb; do dpkg-deb -x "$deb" "$tree"; done

site=$tree/usr/lib/python3/dist-packages
[ -f "$site/odoo/release.py" ] || die "the package holds no odoo/release.py"
# Left out of the package for its licence, but listed in a bundle: an empty file keeps
# the browser's console free of errors.
gone=$site/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js
[ -e "$gone" ] || {
    mkdir -p "${gone%/*}"
    echo "// not part of Debian's package" >"$gone"
}
dangling=$(find "$site" -xtype l | wc -l)
[ "$dangling" = 0 ] || echo "fetch-odoo: warning: $dangling links lead nowhere" >&2
rm -rf "$apt" "$debs"
