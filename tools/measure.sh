#!/usr/bin/env bash
# Measures the structure of src, of the working tree or of a commit: ./tools/measure.sh [COMMIT]
# Prints one figure a line, as in the table of ARCHITECTURE.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tree=src
if (($# > 0)); then
    tree=$(mktemp -d)
    trap 'rm -rf "$tree"' EXIT
    git archive "$1" src | tar -x -C "$tree"
fi

files() { find "$tree" -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*' -print0 | sort -z; }
lengths() { files | xargs -0 wc -l | awk '$2 != "total" { print $1 }' | sort -n; }

lengths | awk '
    { sum += $1; at[NR] = $1; small += $1 <= 20; tiny += $1 <= 10 }
    END {
        print "lines", sum
        print "files", NR
        print "median-file", at[int((NR + 1) / 2)]
        print "p95-file", at[int(NR * 0.95 + 0.999)]
        print "longest-file", at[NR]
        print "files-of-20-lines", small
        print "files-of-10-lines", tiny
    }'
files | xargs -0 cat | perl -CS -ne '$long++ if length($_) > 141; END { printf "long-lines-percent %.1f\n", 100 * $long / $. }'
# Constructors of classes: the primary one, and the one that has the name of its file. Commas inside <> and () of a parameter do not count.
files | xargs -0 perl -0777 -ne '
    ($name) = $ARGV =~ m{([^/]+)\.cs$};
    while (/(?:(?<!record )class \w+(?:<\w+>)?|(?:public|internal|private) \Q$name\E)(\((?:[^()]|(?1))*\))/g) {
        my $list = substr($1, 1, -1);
        1 while $list =~ s/<[^<>]*>|\([^()]*\)//g;
        my $count = $list =~ /\S/ ? 1 + ($list =~ tr/,//) : 0;
        $most = $count if $count > $most;
    }
    END { print "most-parameters $most\n" }'
