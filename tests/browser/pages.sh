#!/usr/bin/env bash
# Looks at pages of the sample data in a browser: axe-core's audit in light and dark at 1280, 768 and 390 pixels, from
# left to right and from right to left; valid HTML and CSS; nothing asked of any network; figures that open by keyboard.
# Pictures of every page, and a PDF as it prints, go to FOLDER, to be looked at.
#
#     tests/browser/pages.sh [FOLDER]
#
# Not part of .ci/run. Needs Node.js, npm (for axe-core, html-validate and puppeteer-core) and Chromium (Debian:
# apt-get install chromium). CHROMIUM and SOCIAL_ROI name other programs than those found and built here.
# Exit code 0: nothing found; 1: findings, one a line; 2: a tool is missing.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
missing() {
    echo "tests/browser/pages.sh: $1" >&2
    exit 2
}
command -v node >/dev/null || missing "no Node.js"
command -v npm >/dev/null || missing "no npm"
export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
[ -n "$CHROMIUM" ] || missing "no Chromium"

target="${CARGO_TARGET_DIR:-target}"
tools="$target/browser"
mkdir -p "$tools"
cp tests/browser/package.json tests/browser/audit.mjs "$tools/"
(cd "$tools" && npm install --no-audit --no-fund --loglevel=error) || missing "npm could not install axe-core"

if [ -z "${SOCIAL_ROI:-}" ]; then
    cargo build --quiet
    SOCIAL_ROI="$target/debug/social-roi"
fi
folder="${1:-$(mktemp -d)}"
mkdir -p "$folder"
page() { # the name, then the command
    local name="$1"
    shift
    "$SOCIAL_ROI" "$@" --force -o "$folder/$name.html" 2>/dev/null
}
report() { # the name, then options
    local name="$1"
    shift
    page "$name" report sample-data --currency EUR "$@"
}
report month --period 2026-10
report month-fa --period 2026-10 --lang fa
report quarter --period 2026-Q3
report quarter-fa --period 2026-Q3 --lang fa
# Of these, what the four above do not show: a light and a dark look are enough.
mkdir -p "$folder/more"
report more/month-ar --period 2026-10 --lang ar
report more/quarter-de --period 2026-Q3 --lang de
report more/jalali-fa --period 1405-07 --calendar jalali --spread-periods --lang fa
report more/whole
report more/cost --period 2026-10 --margin 0.45 --cost labour=4200 --by campaign --metrics spend,roas,roi --top 8
page more/posts report sample-data/facebook_instagram --period 2026-Q3
page more/spend report sample-data/google_ads --period 2026-09
page more/models attribute sample-data
page more/metrics metrics

node "$tools/audit.mjs" "$(cd "$folder" && pwd)"
echo "pictures and PDFs: $folder"
