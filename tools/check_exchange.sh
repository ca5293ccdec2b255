#!/usr/bin/env bash
# Judges what `noroshi export` writes by what others wrote: the STIX bundle by stix2-validator (from
# the Python package index, into a virtual environment below build/).
#
#   tools/check_exchange.sh [PROGRAM]            default: build/release/noroshi
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

program=${1:-build/release/noroshi}
out=build/exchange
[ -x "$out/venv/bin/stix2_validator" ] || {
  python3 -m venv "$out/venv"
  "$out/venv/bin/pip" install -q stix2-validator
}
rm -rf "$out/logs"
"$program" simulate --out "$out/logs" --days 7 --hosts 9
"$program" hunt "$out/logs" --out "$out/hunt" --quiet
"$program" export "$out/hunt" --out "$out/files"
"$out/venv/bin/stix2_validator" "$out/files/stix-bundle.json"
