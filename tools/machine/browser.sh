# Sourced. ensure_browser: what the tests look at the page with, and build it with.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

ensure_browser() {
    command -v node >/dev/null || install_packages "Node.js" nodejs || return 1
    command -v npm >/dev/null || install_packages "npm" npm || return 1
    command -v chromium >/dev/null || install_packages "the browser" chromium || return 1
    say "fetching what the page is built and tested with"
    npm ci --prefix web --no-progress --loglevel error </dev/null >&2 || fail "npm ci in web/"
}
