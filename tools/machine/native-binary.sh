# Sourced. The program as a native binary of this machine. The working folder is the repository's root.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

# Publishes it unless it is up to date, and prints its path.
publish_native_binary() {
    local rid binary begun
    rid=$(runtime_identifier) || return 1
    binary=$PWD/artifacts/publish/AlephZeroMonitor/release_$rid/alephzero-monitor
    if ! is_newer_than_sources "$binary"; then
        say "building the native binary for $rid (about a minute the first time)"
        begun=$(date +%s.%N)
        # Restored without the platform: with it, the lock file of the library would get it too, and no longer fit the solution.
        dotnet restore src/AlephZeroMonitor -v quiet </dev/null >&2 || return 1
        dotnet publish src/AlephZeroMonitor -c Release -r "$rid" --no-restore --nologo -v quiet </dev/null >&2 || return 1
        # The moment the build began: an edit made while it ran counts as newer.
        touch -d "@$begun" "$binary"
    fi
    printf '%s\n' "$binary"
}

runtime_identifier() {
    case $(uname -m) in
        x86_64) echo linux-x64 ;;
        aarch64) echo linux-arm64 ;;
        *) fail "there is no native build for $(uname -m)" ;;
    esac
}

# Folders count too, since a deleted file shows only there.
is_newer_than_sources() {
    [[ -x $1 && -z $(find src ./*.props global.json -newer "$1" -print -quit) ]]
}
