#!/usr/bin/env bash
# Opens workbooks in LibreOffice and holds what it reads against CSV; a PDF and pictures of the pages go to FOLDER.
#
#     tests/office/xlsx.sh [FOLDER]
#
# Not part of .ci/run: it says "skipped" where there is no soffice (Debian: apt-get install libreoffice-calc poppler-utils).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if ! command -v soffice >/dev/null; then
    echo "skipped: no soffice"
    exit 0
fi
cargo build --quiet
program="${CARGO_TARGET_DIR:-target}/debug/social-roi"
folder="${1:-$(mktemp -d)}"
mkdir -p "$folder"

office() { # what to convert to, the file
    soffice "-env:UserInstallation=file://$folder/.profile" --headless --convert-to "$1" --outdir "$folder" "$2" >/dev/null 2>&1
}

# The first sheet, cells as they are shown, or as they are.
sheet() { # shown or raw, the name
    local shown=true
    [ "$1" = raw ] && shown=false
    office "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,$shown,false,false,1" "$folder/$2.xlsx"
    mv "$folder/$2-Report.csv" "$folder/$2.$1.csv"
}

# Rows of data, as many columns as both have; numbers agree to nine digits, everything else to the letter.
compare() { # ours, theirs
    awk -F, '
        function number(text) { return text ~ /^[-+]?[0-9.]+(E[-+]?[0-9]+)?%?$/ }
        function value(text) { return text ~ /%$/ ? text / 100 : text + 0 }
        FNR == 1 { file++; next }
        file == 1 { ours[FNR] = $0; rows = FNR; next }
        FNR > rows { exit }
        {
            columns = split(ours[FNR], own, ",")
            if (NF < columns) columns = NF
            for (at = 1; at <= columns; at++) {
                gsub(/"/, "", $at)
                near = number(own[at]) && number($at) && (own[at] - value($at)) ^ 2 <= 1e-18 * (1 + own[at] ^ 2)
                if (own[at] != $at && !near) {
                    printf "line %d, column %d: CSV has `%s`, the sheet `%s`\n", FNR, at, own[at], $at
                    wrong++
                }
                compared++
            }
        }
        END {
            if (compared == 0) { print "nothing was compared"; exit 1 }
            printf "%d cells compared, %d differ\n", compared, wrong
            exit wrong > 0
        }' "$1" "$2"
}

report() { # the name, then options
    local name="$1"
    shift
    "$program" report sample-data --currency EUR --quiet --force "$@" -o "$folder/$name.xlsx" 2>/dev/null
    "$program" report sample-data --currency EUR --quiet "$@" -o "$folder/$name.csv" 2>/dev/null
}

metrics="spend,impressions,clicks,ctr,cpc,revenue,roas,roi"
report platform --by platform --metrics "$metrics"
sheet raw platform
cut -d, -f1-9 "$folder/platform.csv" >"$folder/platform.cut.csv"
echo "by platform, cells as they are:"
compare "$folder/platform.cut.csv" "$folder/platform.raw.csv"

report month --by month --metrics "$metrics"
sheet shown month
cut -d, -f1 "$folder/month.csv" >"$folder/month.cut.csv"
echo "by month, days as they are shown:"
compare "$folder/month.cut.csv" "$folder/month.shown.csv"

report campaign --by platform,campaign --compare previous --period 2026-09
report everything --by platform
"$program" attribute sample-data --quiet --force -o "$folder/attribution.xlsx" 2>/dev/null
for name in platform month campaign everything attribution; do
    office pdf "$folder/$name.xlsx"
    test -s "$folder/$name.pdf"
    if command -v pdftoppm >/dev/null; then
        pdftoppm -r 110 -png "$folder/$name.pdf" "$folder/$name"
    fi
done
echo "pages to look at: $folder"
