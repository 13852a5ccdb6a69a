# Sourced. ensure_toolchain: the .NET SDK, and what NativeAOT links with.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

ensure_toolchain() {
    command -v dotnet >/dev/null ||
        { fail "the .NET SDK 10 is missing: https://dotnet.microsoft.com/download"; return 1; }
    # gcc only recommends libc6-dev, without which nothing links; zlib1g-dev brings it along.
    if ! { command -v gcc || command -v clang; } >/dev/null || [[ ! -e /usr/include/zlib.h ]]; then
        install_packages "the linker for NativeAOT" gcc zlib1g-dev
    fi
}
