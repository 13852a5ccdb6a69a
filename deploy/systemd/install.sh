#!/usr/bin/env bash
# install.sh BINARY UNIT... : installs the monitor, with the library beside it, as a systemd unit that watches the nodes with these units,
# such as aleph-node.service, and starts it: see setup.sh. Run it as root, again after an update of the binary.
set -euo pipefail

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

(($# >= 2)) || fail "name the binary and the node's unit: ./install.sh monitor/alephzero-monitor aleph-node.service"
((EUID == 0)) || fail "run it as root: sudo $0 $*"
binary=$1
shift
[[ -f $binary ]] || fail "there is no $binary: build it, or take the folder from the image: docker cp \$(docker create alephzero-monitor):/usr/local/bin monitor"
[[ -f $(dirname "$binary")/libe_sqlite3.so ]] || fail "there is no libe_sqlite3.so beside $binary: take both from the same folder"

here=$(dirname "${BASH_SOURCE[0]}")
install -m 755 -D -t /usr/local/lib/alephzero-monitor "$binary" "$(dirname "$binary")"/libe_sqlite3.so
mkdir -p /usr/local/bin
ln -sf ../lib/alephzero-monitor/alephzero-monitor /usr/local/bin/alephzero-monitor
install -m 644 -D "$here/alephzero-monitor.sysusers" /etc/sysusers.d/alephzero-monitor.conf
systemd-sysusers /etc/sysusers.d/alephzero-monitor.conf
install -m 644 "$here/alephzero-monitor.service" /etc/systemd/system/alephzero-monitor.service
exec "$here/setup.sh" "$@"
