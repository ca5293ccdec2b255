#!/usr/bin/env bash
# clang-tidy over the product code, warnings as errors: all of it, the named folders of src, or with
# --changed only files that differ from the main branch. Needs build/debug, or the folder that NOROSHI_TIDY_BUILD names,
# to be configured without precompiled headers (its compile commands, which may be GCC's with warnings of its own).
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

tidy=$(command -v clang-tidy-14 || command -v clang-tidy)
list() {
  if [ "${1-}" = --changed ]; then
    git diff --name-only --diff-filter=d main -- src
  else
    find "${@/#/src/}" -name '*.cc'
  fi
}
[ $# -gt 0 ] || set -- ''  # all of src
list "$@" | grep '\.cc$' | grep -vE '_(test|fuzzer|perftest)\.cc$|/testing/' | sort |
  xargs --no-run-if-empty -P "$(nproc)" -n 4 "$tidy" -p "${NOROSHI_TIDY_BUILD:-build/debug}" --quiet \
    --extra-arg=-Wno-unknown-warning-option 2>/dev/null
