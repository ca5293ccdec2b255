#!/usr/bin/env bash
# Fails when a C++ file is not as clang-format writes it; --fix writes it.
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

format=$(command -v clang-format-14 || command -v clang-format)
mode=(--dry-run --Werror)
[ "${1-}" = --fix ] && mode=(-i)
find src fuzz bench test -name '*.h' -o -name '*.cc' | sort | xargs "$format" "${mode[@]}"
