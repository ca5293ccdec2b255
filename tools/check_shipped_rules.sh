#!/usr/bin/env bash
# How many attack logs of the corpus the shipped rules mark at medium or above, per tactic and per
# half, beside SigmaHQ's rules on the same files; and what they raise on ordinary logs.
#
#   tools/check_shipped_rules.sh [CORPUS] [OPTIONS of tools/check_shipped_rules.py]
#
# CORPUS: default NOROSHI_CORPUS, else ../shared/corpus. NOROSHI_PROGRAM: the program to use,
# default the release build, else the debug build. Says "skipped" where there is no corpus.
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

corpus=${NOROSHI_CORPUS:-../shared/corpus}
if [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; then
  corpus=$1
  shift
fi
if [ ! -d "$corpus/evtx" ]; then
  echo "skipped: no corpus at $corpus (set NOROSHI_CORPUS)"
  exit 0
fi
program=${NOROSHI_PROGRAM:-}
for build in release debug; do
  [ -n "$program" ] || [ ! -x "build/$build/noroshi" ] || program=build/$build/noroshi
done
[ -n "$program" ] || { echo "no program: build it first (./noroshi version)" >&2; exit 1; }

compare=()
[ ! -d "$corpus/rules/sigma" ] || compare=(--compare "$corpus/rules/sigma")
exec python3 tools/check_shipped_rules.py "$program" "$corpus" "${compare[@]}" "$@"
