#!/usr/bin/env bash
# fuzz_one.sh TARGET SECONDS: runs one libFuzzer target from its seeds; its output only when it
# finds something, and then the input that does it, as base64 too (a CI's files are soon gone).
# An input may take NOROSHI_FUZZ_TIMEOUT seconds (default 10) by the clock: give more on a busy machine.
set -euo pipefail

target=$1 seconds=$2
name=$(basename "$target" _fuzzer)
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
found=$root/build/fuzz/found/$name
log=$root/build/fuzz/$name.log

mkdir -p "$found"
if ! "$target" -max_total_time="$seconds" -timeout="${NOROSHI_FUZZ_TIMEOUT:-10}" -rss_limit_mb=2048 -print_final_stats=1 \
  -artifact_prefix="$root/build/fuzz/$name-" "$found" "$root/fuzz/corpus/$name" >"$log" 2>&1; then
  tail -n 60 "$log"
  artifact=$(grep -o 'Test unit written to .*' "$log" | tail -n 1 | cut -d' ' -f5) || true
  [ -z "$artifact" ] || { echo "$artifact:"; base64 -w 100 "$artifact" | head -n 100; }
  exit 1
fi
printf '%s: %s runs in %s s\n' "$name" \
  "$(awk '/stat::number_of_executed_units/ { print $2 }' "$log")" "$seconds"
