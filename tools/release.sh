#!/usr/bin/env bash
# Makes what a release has for this machine's architecture, in artifacts/release: the binary as .tar.gz, and a Debian package.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/machine/toolchain.sh
source tools/machine/native-binary.sh

ensure_toolchain
command -v help2man >/dev/null || install_packages "the maker of man pages" help2man
binary=$(publish_native_binary)
# "1.2.3", or "1.2.3-alpha.0.4+abc" between releases. In a package's name '~' sorts before the release.
version=$("$binary" --version)
version=${version%%+*}
architecture=$(dpkg --print-architecture)
release=$PWD/artifacts/release
rm -rf "$release"
mkdir -p "$release"

program=alephzero-monitor
root=$(mktemp -d)
chmod 755 "$root"
trap 'rm -rf "$root"' EXIT

install -D -m 755 -t "$root/usr/lib/$program" "$binary" deploy/systemd/setup.sh
install -m 644 -t "$root/usr/lib/$program" "$(dirname "$binary")/libe_sqlite3.so" deploy/systemd/50-alephzero-monitor.rules
tar -C "$root/usr/lib" -czf "$release/$program-$version-linux-$architecture.tar.gz" --owner=0 --group=0 \
    "$program/$program" "$program/libe_sqlite3.so"

install -d "$root/usr/bin" "$root/usr/sbin" "$root/usr/share/man/man1"
ln -s "../lib/$program/$program" "$root/usr/bin/$program"
ln -s "../lib/$program/setup.sh" "$root/usr/sbin/$program-setup"
install -D -m 644 deploy/systemd/alephzero-monitor.service "$root/lib/systemd/system/alephzero-monitor.service"
install -D -m 644 deploy/systemd/alephzero-monitor.sysusers "$root/usr/lib/sysusers.d/alephzero-monitor.conf"
install -D -m 644 LICENSE "$root/usr/share/doc/$program/copyright"
help2man --no-info --name "restarts Aleph Zero nodes that fall behind" "$binary" | gzip -9n >"$root/usr/share/man/man1/$program.1.gz"
install -d "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions"
"$binary" completion bash >"$root/usr/share/bash-completion/completions/$program"
"$binary" completion zsh >"$root/usr/share/zsh/vendor-completions/_$program"

install -d "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: $program
Version: ${version/-/\~}
Architecture: $architecture
Maintainer: The alephzero-monitor authors
Section: net
Priority: optional
Depends: libc6 (>= 2.35), libssl3 | libssl3t64, ca-certificates, systemd (>= 247), polkitd
Description: restarts Aleph Zero nodes that fall behind
 A watchdog for Aleph Zero nodes and validators that run as systemd units or
 in containers. After the installation, name the units of the nodes:
 alephzero-monitor-setup aleph-node.service
CONTROL
cat >"$root/DEBIAN/postinst" <<'POSTINST'
#!/bin/sh
set -e
systemd-sysusers alephzero-monitor.conf
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl try-restart alephzero-monitor.service
fi
POSTINST
cat >"$root/DEBIAN/prerm" <<'PRERM'
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then systemctl disable --now alephzero-monitor.service; fi
PRERM
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm"
dpkg-deb --root-owner-group --build "$root" "$release/${program}_${version/-/\~}_$architecture.deb" >&2
(cd "$release" && ls -l >&2)
