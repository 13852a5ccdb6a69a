# Sourced. ensure_podman: Podman, whose socket is tested, too.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

# Not the end of it: the tests of its socket are skipped then.
ensure_podman() { command -v podman >/dev/null || install_packages "Podman, whose socket is tested" podman runc || true; }
