#!/usr/bin/env bash
# Builds everything and runs all tests, on a machine that has the .NET SDK; installs or starts what else is missing.
# Arguments go to the test runners, for example: ./test.sh --filter-class '*WatchdogTests'
# The last line is the result: "N passed, N failed", and ", N skipped" when there are any; the check of the format counts as one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec </dev/null

source tools/machine/toolchain.sh
source tools/machine/engine.sh
source tools/machine/native-binary.sh
source tools/machine/images.sh
source tools/machine/browser.sh
source tools/machine/prometheus.sh
source tools/machine/journal.sh
source tools/machine/shells.sh
source tools/machine/podman.sh
source tools/machine/compose.sh

# Some machines name themselves by it; the tests say themselves which container they mean.
unset CONTAINER_NAME

ensure_toolchain
ensure_engine
ensure_browser
ensure_prometheus
ensure_journal
ensure_shells
ensure_podman

say "building the solution"
dotnet build AlephZeroMonitor.slnx -c Release -warnaserror --nologo -v quiet
ALEPHZERO_MONITOR_BINARY=$(publish_native_binary)
build_images
make_busybox_image
ensure_compose
if make_systemd_image; then export ALEPHZERO_SYSTEMD_IMAGE=alephzero-local/systemd:1; fi

export ALEPHZERO_MONITOR_BINARY
export ALEPHZERO_MONITOR_IMAGE=$MONITOR_IMAGE
export ALEPHZERO_SIMULATOR_IMAGE=$SIMULATOR_IMAGE
export ALEPHZERO_COMPOSE=$COMPOSE
export ALEPHZERO_PROXY_IMAGE=${PROXY_IMAGE:-alephzero-local/haproxy:1}
export ALEPHZERO_BUSYBOX_IMAGE=${BUSYBOX_IMAGE:-alephzero-local/busybox:1}

say "checking the format"
format=0
dotnet format AlephZeroMonitor.slnx --verify-no-changes --no-restore || format=1
if ((format != 0)); then say "the format differs from .editorconfig: run 'dotnet format AlephZeroMonitor.slnx'"; fi

say "running the tests"
output=$(mktemp)
trap 'rm -f "$output"' EXIT
# One project at a time: both use the engine, and some tests measure time. 8 is "no test here", as with a filter.
status=0
dotnet test --solution AlephZeroMonitor.slnx -c Release --no-build --max-parallel-test-modules 1 \
    --no-ansi --no-progress --ignore-exit-code 8 "$@" 2>&1 | tee "$output" || status=$?

# count WORD : the number after it in the summary that ends the output; 0 when there is none.
count() { sed -n "s/^ *$1: \([0-9][0-9]*\)\$/\1/p" "$output" | tail -n 1 | grep . || echo 0; }

passed=$(count succeeded)
# An error is a runner that crashed.
failed=$(($(count failed) + $(count error)))
skipped=$(count skipped)
if ((status != 0 && failed == 0)); then
    say "the test run itself failed (exit code $status)"
    failed=1
elif ((passed + failed == 0)); then
    say "no test was run"
    status=1
fi

# The format counts as one more check.
passed=$((passed + 1 - format))
failed=$((failed + format))
result="$passed passed, $failed failed"
if ((skipped > 0)); then result+=", $skipped skipped"; fi
echo "$result"
exit $((status != 0 || failed != 0))
