#!/usr/bin/env bash
# Side by side with a polars script: seconds (median of three) and peak memory (largest of three).
# Writes about 2 GB to bench/data, which git ignores; what is there already is used again.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=bench/data
repeats=${REPEATS:-3}
largest=${ROWS:-10000000}
mkdir -p "$data"

echo "== building"
cargo build --release --locked
cargo build --release --locked --example make_sample_data
target=${CARGO_TARGET_DIR:-target}
program=$target/release/social-roi
generator=$target/release/examples/make_sample_data

echo "== the peer"
if [ ! -x "$data/venv/bin/python" ]; then
    python3 -m venv "$data/venv"
fi
"$data/venv/bin/pip" install --quiet --disable-pip-version-check -r bench/requirements.txt
python=$data/venv/bin/python

echo "== data"
sizes=()
for rows in 100000 1000000 10000000; do
    if [ "$rows" -le "$largest" ]; then
        sizes+=("$rows")
        # Written beside it first, so that an interrupted run leaves no half file.
        if [ ! -f "$data/daily-$rows.csv" ]; then
            "$generator" --daily-rows "$rows" "$data/daily-$rows.csv.part"
            mv "$data/daily-$rows.csv.part" "$data/daily-$rows.csv"
        fi
    fi
done
if [ ! -d "$data/monthly" ]; then
    rm -rf "$data/monthly.part"
    "$generator" --monthly-files 200 5000 "$data/monthly.part"
    mv "$data/monthly.part" "$data/monthly"
fi

measure() {
    "$python" bench/measure.py "$repeats" "$@"
}

megabytes() {
    du -scm --apparent-size "$@" | tail -n 1 | cut -f 1
}

line() { # what, size in MiB, the program's measure, the peer's measure
    local ours theirs
    ours=$3 theirs=$4
    awk -v what="$1" -v size="$2" -v ours="$ours" -v theirs="$theirs" 'BEGIN {
        split(ours, o, "\t"); split(theirs, t, "\t");
        printf "%-30s %6d MiB  %8.3f s %6d MiB  %8.3f s %6d MiB  %5.2f x time  %5.2f x file\n",
            what, size, o[1], o[2], t[1], t[2], o[1] / t[1], o[2] / size
    }'
}

echo
echo "== $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores; $("$program" --version); polars $("$python" -c 'import polars; print(polars.__version__)')"
printf '%-30s %9s  %20s  %20s\n' input size social-roi polars
compare() { # what, what social-roi reads, what the script reads, the files
    local what=$1 input=$2 pattern=$3 size ours theirs
    shift 3
    # Once before measuring, so that both find the files in memory.
    cat "$@" >/dev/null
    size=$(megabytes "$@")
    ours=$(measure "$program" report "$input" --by platform,campaign --format csv --quiet)
    theirs=$(measure "$python" bench/scan.py "$pattern")
    line "$what" "$size" "$ours" "$theirs"
    ours=$(measure "$program" report "$input" --by platform,campaign --metrics spend,impressions,clicks --format csv --quiet)
    theirs=$(measure "$python" bench/scan.py "$pattern" few)
    line "  three metrics" "$size" "$ours" "$theirs"
}
for rows in "${sizes[@]}"; do
    file=$data/daily-$rows.csv
    compare "$rows rows" "$file" "$file" "$file"
done
compare "200 files of 5000 rows" "$data/monthly" "$data/monthly/*.csv" "$data"/monthly/*.csv

echo
echo "== alone (seconds, MiB at the peak)"
printf 'report sample-data   %s\n' "$(measure "$program" report sample-data --currency EUR --quiet)"
printf -- '--version            %s\n' "$(measure "$program" --version)"
