# Sourced by the other scripts of this folder: messages, and packages of a Debian machine.

# Progress goes to stderr: stdout belongs to the program that is run at the end.
say() { printf '%s\n' "== $*" >&2; }
fail() { printf '%s\n' "error: $*" >&2; return 1; }

as_root() {
    if [[ $EUID == 0 ]]; then "$@"; else sudo "$@"; fi
}

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# One source that does not answer must not stop us when another has the package: the install is the judge.
refresh_package_lists() {
    as_root apt-get update -qq </dev/null >/dev/null 2>&1 || say "some package sources did not answer"
}

# install_packages PURPOSE PACKAGE... : by apt-get on Debian and its kin; elsewhere says what is missing and fails.
install_packages() {
    local purpose=$1 log
    shift
    is_debian || { fail "$purpose is missing; install what your system calls: $*"; return 1; }
    [[ $EUID == 0 ]] || command -v sudo >/dev/null || { fail "$purpose is missing; as root: apt-get install $*"; return 1; }
    say "installing $purpose by apt-get: $*"
    refresh_package_lists
    log=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null 2>&1) ||
        { printf '%s\n' "$log" | tail -n 20 >&2; fail "apt-get could not install: $*"; }
}
