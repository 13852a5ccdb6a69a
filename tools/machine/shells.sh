# Sourced. ensure_shells: those whose completion is tested.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

ensure_shells() { command -v zsh >/dev/null || install_packages "zsh, whose completion is tested" zsh; }
