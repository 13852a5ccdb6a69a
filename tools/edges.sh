#!/usr/bin/env bash
# Shows that an edge is one folder and its registration: for each folder of an edge, deletes it in a copy, and prints which files then fail
# to compile; then removes its registration from Commands/Edges.cs as well, and prints whether the program builds: ./tools/edges.sh [FOLDER...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

edges=("$@")
((${#edges[@]} > 0)) || edges=(Targets/Docker Targets/Systemd Targets/Probe Endpoints History Projections/Notices Projections/Metrics Projections/Notifications Projections/Traces Http)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r src Directory.*.props BannedSymbols.txt global.json .editorconfig "$copy"
cp -r src/AlephZeroMonitor "$copy/whole"

# build : the files with errors, one a line.
build() {
    (cd "$copy" && dotnet build src/AlephZeroMonitor -c Release --no-restore --nologo -v quiet 2>&1 || true) |
        grep -E ': error |^CSC : error|MSBUILD : error' | sed -E 's/\([0-9,]+\): error.*//; s|.*src/AlephZeroMonitor/||; s/ : error.*//' | sort -u || true
}

(cd "$copy" && dotnet restore src/AlephZeroMonitor --nologo -v quiet)
for edge in "${edges[@]}"; do
    rm -rf "$copy/src/AlephZeroMonitor"
    cp -r "$copy/whole" "$copy/src/AlephZeroMonitor"
    rm -r "${copy:?}/src/AlephZeroMonitor/$edge"
    broken=$(build | paste -sd ' ')
    names=$(grep -ohE 'static IServiceCollection Add[A-Za-z]+' -r "$copy/whole/$edge" | sed 's/.* //' | paste -sd '|')
    rows=$(grep -ohE 'class [A-Za-z]+Rows' -r "$copy/whole/$edge" | sed 's/.* //' | paste -sd '|' || true)
    perl -0pi -e "s/using AlephZeroMonitor\.${edge//\//\\.};\n//; s/\s*\.(?:$names)\([a-z]*\)//g; s/\b(?:${rows:-none})\.Group//g" "$copy/src/AlephZeroMonitor/Commands/Edges.cs"
    rest=$(build | paste -sd ' ')
    echo "$edge: fails in ${broken:-nothing}; without its registration: ${rest:-builds}"
done
