#!/usr/bin/env bash
# Sets up (packages, debug build) and passes all tests. Arguments go to ctest: ./test.sh -R matcher
set -uo pipefail

root=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source=tools/setup.sh
source "$root/tools/setup.sh"

install_packages build test
build_preset debug
cd "$root" || exit 1
exec ctest --preset debug --parallel "$(nproc)" "$@"
