# Sourced. ensure_podman: Podman, whose socket is tested, too.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

# Not the end of it: the tests of its socket are skipped then.
# catatonit: without it there are no pods.
ensure_podman() { command -v podman catatonit | grep -q catatonit || install_packages "Podman, whose socket is tested" podman runc catatonit || true; }
