#!/usr/bin/env bash
# Checks the built program against real evidence that nobody here made: the corpus that
# NOROSHI_CORPUS names (default ../shared/corpus). Says "skipped" where it is not there.
#
#   tools/check_evidence.sh [same_bytes|passes|regression|expected|values|resume]...     default: all
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

corpus=${NOROSHI_CORPUS:-../shared/corpus}
shared=$corpus/..
out=build/evidence
program=build/release/noroshi
most_mb=160  # budget of a hunt, whatever the evidence

if [ ! -d "$corpus/evtx" ]; then
  echo "skipped: no corpus at $corpus (set NOROSHI_CORPUS)"
  exit 0
fi
./noroshi version
mkdir -p "$out"

# The event logs alone, as links: what is compared here was found in them. The JSON files beside
# some of them hold the same records once more.
logs=$(realpath -m "$out/logs")
rm -rf "$logs"
(cd "$corpus" && find evtx -name '*.evtx' -printf '%h\n' | sort -u) | while read -r dir; do
  mkdir -p "$logs/$dir"
done
(cd "$corpus" && find evtx -name '*.evtx') | while read -r file; do
  ln -s "$(realpath "$corpus")/$file" "$logs/$file"
done

# hunt NAME PATH THREADS RULES...: findings to $out/NAME, with what `options` of the caller says.
# Status 3, some evidence unusable, is fine: the corpus holds damaged logs on purpose.
options=()
hunt() {
  local name=$1 path=$2 threads=$3 rules=() dir
  shift 3
  for dir in "$@"; do rules+=(--rules "$corpus/rules/$dir"); done
  echo "hunt $name:"
  python3 tools/measured.py --most-mb "$most_mb" --accept 0,3 -- \
    "$program" hunt "$logs/$path" "${rules[@]}" --no-shipped-rules --out "$out/$name" \
    --write findings --threads "$threads" --quiet "${options[@]}"
}

# The same bytes for 1, 2 and 5 threads, all rules, within the memory budget.
same_bytes() {
  local threads
  for threads in 1 2 5; do hunt "all-$threads" evtx "$threads" sigma hayabusa; done
  for threads in 2 5; do
    cmp "$out/all-1/findings.jsonl" "$out/all-$threads/findings.jsonl"
  done
  echo "same bytes with 1, 2 and 5 threads: $(wc -l <"$out/all-1/findings.jsonl") findings"
}

# The same bytes with each optimisation switched off, and with all of them off. The program's help
# says which there are.
passes() {
  local names name off=() options=()
  mapfile -t names < <("$program" hunt --help | tr -s '\n ' ' ' |
    sed -n 's/.*switch off an optimisation: \([a-z_, ]*\).*/\1/p' | grep -o '[a-z_]*')
  [ ${#names[@]} -gt 0 ] || { echo "no list of passes in the help" >&2; return 1; }
  hunt passes evtx 2 sigma hayabusa
  for name in "${names[@]}"; do
    off+=(--disable-pass "$name")
    options=(--disable-pass "$name")
    hunt "without-$name" evtx 2 sigma hayabusa
    cmp "$out/passes/findings.jsonl" "$out/without-$name/findings.jsonl"
  done
  options=("${off[@]}")
  hunt without-all evtx 2 sigma hayabusa
  cmp "$out/passes/findings.jsonl" "$out/without-all/findings.jsonl"
  echo "same bytes without ${names[*]}, and without all: $(wc -l <"$out/passes/findings.jsonl") findings"
}

# Every row of SigmaHQ's own regression data, exactly as often as it says, less the rows explained
# in docs/divergences.md.
regression() {
  hunt regression evtx/sigma-regression 2 sigma
  python3 "$shared/tools/check_regression.py" "$out/regression/findings.jsonl" \
    "$corpus/evtx/sigma-regression" --show 1000 |
    python3 tools/compare_with_regression.py docs/divergences-regression.tsv docs/divergences.md
}

# What Hayabusa finds, less the differences explained in docs/divergences.md.
expected() {
  hunt hayabusa evtx 2 hayabusa
  python3 tools/compare_with_expected.py "$out/hayabusa/findings.jsonl" \
    "$shared/expected/hayabusa-4.0.0.tsv" --documented docs/divergences-hayabusa.tsv \
    --reasons docs/divergences.md --least 1 --write-new "$out/new-divergences.tsv"
}

# The values of every record against evtx_dump's.
values() {
  local rival
  if ! rival=$(tools/rival.sh); then
    echo "skipped: no evtx_dump and no cargo to build it with"
    return
  fi
  python3 tools/compare_with_evtx_dump.py "$program dump" "$rival" "$corpus/evtx"
}

# Killed at twenty random moments, a hunt goes on and ends with the same bytes.
resume() {
  python3 tools/check_resume.py --program "$program" "$logs/evtx" \
    --rules "$corpus/rules/sigma" --rules "$corpus/rules/hayabusa"
}

checks=("$@")
[ $# -gt 0 ] || checks=(same_bytes passes regression expected values resume)
for check in "${checks[@]}"; do "$check"; done
