#!/usr/bin/env bash
# release-notes.sh VERSION : the section of CHANGELOG.md that has this version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
notes=$(awk -v heading="## [$1]" 'index($0, "## ") == 1 { inside = index($0, heading) == 1; next } inside' CHANGELOG.md)
[[ -n $notes ]] || { echo "CHANGELOG.md has no section \"## [$1]\": add it before the tag" >&2; exit 1; }
printf '%s\n' "$notes"
