#!/usr/bin/env bash
# `social-roi attribute` with every model against its peers on the same log, in turns: seconds (median) and peak memory
# (largest). Logs go to bench/data, which git ignores; what is there already is used again.
#
#   ROWS=10000000         rows of the race against DuckDB and polars
#   PACKAGE_ROWS=1000000  rows of the race against ChannelAttribution
#   NOVA=1                a race against Nova MAM too, over NOVA_ROWS=5000000 rows: 5 GB of memory
#   LARGE=100000000       social-roi alone over so many rows too: 5 GB of disk, 8 GB of memory
#   REPEATS=3             turns of every race
#   BIN=path PYTHON=path  a program that is built, a Python that has requirements.txt
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=bench/data
rows=${ROWS:-10000000}
package_rows=${PACKAGE_ROWS:-1000000}
nova_rows=${NOVA_ROWS:-5000000}
repeats=${REPEATS:-3}
models=first,last,last-non-direct,linear,time-decay,position,j-shaped,inverse-j,markov,shapley,shapley-cr,shapley-ordered
mkdir -p "$data"
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT

program=${BIN:-}
if [ -z "$program" ]; then
    echo "== building"
    cargo build --release --locked
    program=${CARGO_TARGET_DIR:-target}/release/social-roi
fi
python=${PYTHON:-}
if [ -z "$python" ]; then
    echo "== the peers"
    python=$data/venv/bin/python
    [ -x "$python" ] || python3 -m venv "$data/venv"
    "$python" -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
fi

log_of() { # rows: the log's path, written if it is not there
    local log=$data/touchpoints-$1.csv
    # Written beside it first, so that an interrupted run leaves no half file.
    if [ ! -f "$log" ]; then
        "$python" bench/touchpoints.py "$1" "$log.part"
        mv "$log.part" "$log"
    fi
    echo "$log"
}

once() { # contestant, log: seconds and MiB of one run
    if [ "$1" = social-roi ]; then
        "$python" bench/measure.py 1 "$program" attribute "$2" --models "$models" --format csv --quiet
    else
        "$python" bench/measure.py 1 "$python" bench/peers.py "$1" "$2"
    fi
}

measured() { # file of runs: median of the seconds, largest of the peaks
    sort -n "$1" | awk '{ seconds[NR] = $1; if ($2 > peak) peak = $2 }
        END { print (seconds[int((NR + 1) / 2)] + seconds[int(NR / 2) + 1]) / 2, peak }'
}

race() { # rows, contestants: everybody runs once before anybody runs again
    local log size name turn ours theirs
    log=$(log_of "$1")
    size=$(du -m --apparent-size "$log" | cut -f 1)
    printf '\n== %d rows, %d MiB\n' "$1" "$size"
    shift
    rm -f "$runs"/*
    # Once before measuring, so that all find the file in memory.
    cat "$log" >/dev/null
    for ((turn = 0; turn < repeats; turn++)); do
        for name in "$@"; do
            once "$name" "$log" >>"$runs/$name"
        done
    done
    ours=$(measured "$runs/social-roi")
    for name in "$@"; do
        theirs=$(measured "$runs/$name")
        awk -v name="$name" -v ours="$ours" -v theirs="$theirs" 'BEGIN {
            split(ours, o, " "); split(theirs, t, " ");
            printf "%-20s %8.2f s %7d MiB", name, t[1], t[2]
            if (name != "social-roi") printf "   social-roi takes %5.3f x the time, %5.3f x the memory", o[1] / t[1], o[2] / t[2]
            print ""
        }'
    done
}

same() { # rows: both must come to the same figures, or the race says nothing
    local log
    log=$(log_of "$1")
    "$program" attribute "$log" --models "$models" --format csv --quiet >"$runs/ours.csv"
    "$python" bench/peers.py duckdb "$log" >"$runs/theirs.csv"
    "$python" bench/same.py "$runs/ours.csv" "$runs/theirs.csv"
}

echo
echo "== $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores; $("$program" --version)"
"$python" -m pip list --disable-pip-version-check 2>/dev/null |
    grep -E '^(ChannelAttribution|duckdb|marketing_attribution_models|polars) '
same "$package_rows"
race "$package_rows" social-roi channelattribution
race "$rows" social-roi duckdb scan polars
if [ -n "${NOVA:-}" ]; then
    race "$nova_rows" social-roi nova
fi
if [ -n "${LARGE:-}" ]; then
    race "$LARGE" social-roi
fi
