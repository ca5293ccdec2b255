#!/usr/bin/env bash
# Runs the benchmarks and writes bench/results.md.
#   ./bench.sh [NAME]... [--mib 256] [--runs N] [--corpus DIR]       NAME: a folder of bench/
set -euo pipefail

root=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
corpus=${NOROSHI_CORPUS:-$root/../shared/corpus}
names=() options=()
while [ $# -gt 0 ]; do
  case $1 in
    --corpus) corpus=$2; shift 2 ;;
    --*) options+=("$1" "$2"); shift 2 ;;
    *) names+=("$1"); shift ;;
  esac
done
cd "$root"
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(cd bench && printf '%s\n' */bench.py | xargs -n 1 dirname)

[ -d "$corpus/evtx" ] || { echo "no corpus at $corpus: give --corpus or NOROSHI_CORPUS" >&2; exit 2; }
./noroshi version
rival=$(tools/rival.sh) || { echo "needs evtx_dump, or cargo to build it with" >&2; exit 2; }
for name in "${names[@]}"; do
  printf '== %s\n' "$name"
  PYTHONPATH=bench:tools python3 -B "bench/$name/bench.py" --corpus "$corpus" --evtx-dump "$rival" "${options[@]}"
done
echo "written: bench/results.md"
