#!/usr/bin/env bash
# Plants errors in the heart's judgement, one after another, and runs its unit tests on each: those that no test notices are the survivors.
# Needs the .NET SDK. Takes some minutes; docs/mutation.md tells what came out. Arguments go to Stryker.NET.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../test/AlephZeroMonitor.Core.Tests"

dotnet tool restore
# The simulation would notice much more, but takes its time for each error.
export SIMULATION_DAYS=0
exec dotnet stryker --project AlephZeroMonitor.Core.csproj --test-runner mtp --reporter json --reporter cleartext \
    --mutate '!**/Logs/**' --mutate '!**/Decision.cs' "$@"
