#!/usr/bin/env bash
# install.sh BINARY UNIT... : installs the monitor, with the library beside it, as a systemd unit that watches the nodes with these units,
# such as aleph-node.service, and starts it. It runs as a user of its own, and polkit allows it to restart these units alone. Run it as root, again after an update of the binary.
# Settings are in /etc/alephzero-monitor.env, which is not changed once it is there.
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
for unit in "$@"; do
    [[ $unit =~ ^[A-Za-z0-9:_.@-]+\.service$ ]] || fail "\"$unit\" is no unit's name: it ends in .service"
    [[ $(systemctl show -p LoadState --value "$unit") == loaded ]] || fail "there is no unit $unit: systemctl list-units --type=service"
done
[[ -d /etc/polkit-1/rules.d ]] || fail "there is no /etc/polkit-1/rules.d: install polkit (apt install polkitd), 0.106 or newer"

here=$(dirname "${BASH_SOURCE[0]}")
node_names=$(printf ',systemd:%s' "$@")
rule_names=$(printf '", "%s' "$@")

install -m 755 -D -t /usr/local/lib/alephzero-monitor "$binary" "$(dirname "$binary")"/libe_sqlite3.so
mkdir -p /usr/local/bin
ln -sf ../lib/alephzero-monitor/alephzero-monitor /usr/local/bin/alephzero-monitor
install -m 644 -D "$here/alephzero-monitor.sysusers" /etc/sysusers.d/alephzero-monitor.conf
systemd-sysusers /etc/sysusers.d/alephzero-monitor.conf
sed "s/@UNIT@/${rule_names:4}/" "$here/50-alephzero-monitor.rules" >/etc/polkit-1/rules.d/50-alephzero-monitor.rules
chmod 644 /etc/polkit-1/rules.d/50-alephzero-monitor.rules
if [[ ! -f /etc/alephzero-monitor.env ]]; then
    install -m 640 /dev/null /etc/alephzero-monitor.env
    echo "CONTAINER_NAME=${node_names:1}" >/etc/alephzero-monitor.env
fi
install -m 644 "$here/alephzero-monitor.service" /etc/systemd/system/alephzero-monitor.service
systemctl daemon-reload
systemctl enable alephzero-monitor.service
systemctl restart alephzero-monitor.service
echo "The monitor runs: journalctl -fu alephzero-monitor"
