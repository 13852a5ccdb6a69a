# Sourced. ensure_prometheus: what the tests scrape and check the metrics with, and what they send messages to.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

ensure_prometheus() {
    { command -v prometheus && command -v promtool; } >/dev/null || install_packages "Prometheus" prometheus
    { command -v prometheus-alertmanager && command -v amtool && command -v aiosmtpd; } >/dev/null ||
        install_packages "Alertmanager and an SMTP server" prometheus-alertmanager python3-aiosmtpd
}
