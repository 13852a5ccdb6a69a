#!/usr/bin/env bash
# Prints one table of what the program costs, with goals, and with yardsticks measured in the same run: in about ten minutes on two cores.
# Arguments name the parts to measure: core, log, fleet, reaction, server; none: all. Needs the .NET SDK and a Docker engine at /var/run/docker.sock.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source tools/machine/toolchain.sh
source tools/machine/engine.sh
source tools/machine/native-binary.sh
source tools/machine/images.sh

ensure_toolchain
ensure_engine
make_busybox_image
binary=$(publish_native_binary)
dotnet build bench/AlephZeroMonitor.Benchmarks -c Release --nologo -v quiet >&2

TMPDIR=$(mktemp -d)
export TMPDIR ALEPHZERO_BUSYBOX_IMAGE=${BUSYBOX_IMAGE:-alephzero-local/busybox:1}
trap 'rm -rf "$TMPDIR"' EXIT
printf 'native binary %s MB, libe_sqlite3.so %s MB; %s cores, load %s\n\n' \
    "$(($(stat -c %s "$binary") / 1000000))" "$(($(stat -c %s "$(dirname "$binary")/libe_sqlite3.so") / 1000000))" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
artifacts/bin/AlephZeroMonitor.Benchmarks/release/AlephZeroMonitor.Benchmarks table "$binary" "$@"
