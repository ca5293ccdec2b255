#!/usr/bin/env bash
# Opens the made-up reports in a browser and checks them as a person would:
#   web/tools/browser_test.sh BUILD_FOLDER [SCREENSHOT_FOLDER]
# Needs a build with tests and Debian's chromium (CHROMIUM names another one).
set -euo pipefail

build=$(realpath -- "${1:?usage: browser_test.sh BUILD_FOLDER [SCREENSHOT_FOLDER]}")
web=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
reports=$(mktemp -d)
trap 'rm -rf -- "$reports"' EXIT

"$build/report_samples" "$reports"
(cd -- "$web/.." && "$build/trend_samples" "$reports")
node "$web/test/browser.mjs" "$reports" "${@:2}"
node "$web/test/trend_browser.mjs" "$reports" "${@:2}"
