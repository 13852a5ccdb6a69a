# Sourced. ensure_compose: what the compose files of deploy/compose are tested with. Sets COMPOSE to its command.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

ensure_compose() {
    if docker compose version >/dev/null 2>&1; then
        COMPOSE="docker compose"
    else
        command -v docker-compose >/dev/null || install_packages "Docker Compose" docker-compose
        COMPOSE=docker-compose
    fi
    if [[ -z ${PROXY_IMAGE:-} ]]; then
        command -v haproxy >/dev/null || install_packages "HAProxy, the socket proxy of deploy/compose" haproxy
        tools/machine/base-images.sh haproxy
    fi
}
