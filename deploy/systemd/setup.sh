#!/usr/bin/env bash
# setup.sh UNIT... : lets the installed monitor watch the nodes with these units, such as aleph-node.service, and starts it. polkit allows it
# to restart these units alone. Settings are in /etc/alephzero-monitor.env, which is not changed once it is there. Run it as root.
set -euo pipefail

fail() {
    echo "${0##*/}: $1" >&2
    exit 1
}

(($# >= 1)) || fail "name the node's unit: $0 aleph-node.service"
((EUID == 0)) || fail "run it as root: sudo $0 $*"
for unit in "$@"; do
    [[ $unit =~ ^[A-Za-z0-9:_.@-]+\.service$ ]] || fail "\"$unit\" is no unit's name: it ends in .service"
    [[ $(systemctl show -p LoadState --value "$unit") == loaded ]] || fail "there is no unit $unit: systemctl list-units --type=service"
done
[[ -d /etc/polkit-1/rules.d ]] || fail "there is no /etc/polkit-1/rules.d: install polkit (apt install polkitd), 0.106 or newer"

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
node_names=$(printf ',systemd:%s' "$@")
rule_names=$(printf '", "%s' "$@")

sed "s/@UNIT@/${rule_names:4}/" "$here/50-alephzero-monitor.rules" >/etc/polkit-1/rules.d/50-alephzero-monitor.rules
chmod 644 /etc/polkit-1/rules.d/50-alephzero-monitor.rules
if [[ ! -f /etc/alephzero-monitor.env ]]; then
    install -m 640 /dev/null /etc/alephzero-monitor.env
    echo "CONTAINER_NAME=${node_names:1}" >/etc/alephzero-monitor.env
fi
systemctl daemon-reload
systemctl enable alephzero-monitor.service
systemctl restart alephzero-monitor.service
echo "The monitor runs: journalctl -fu alephzero-monitor"
