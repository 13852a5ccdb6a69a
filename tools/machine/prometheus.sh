# Sourced. ensure_prometheus: what the tests scrape and check the metrics with.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

ensure_prometheus() {
    { command -v prometheus && command -v promtool; } >/dev/null || install_packages "Prometheus" prometheus
}
