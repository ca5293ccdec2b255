#!/usr/bin/env bash
# Prints the path of evtx_dump (crate evtx), the yardstick of speed and values: the one on PATH, else
# one built once into build/rivals. Fails when there is neither it nor cargo.
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

version=0.15.1
if [ ! -x build/rivals/bin/evtx_dump ]; then
  command -v evtx_dump && exit 0
  command -v cargo >/dev/null || exit 1
  mkdir -p build/rivals
  exec 9>build/rivals/lock
  flock 9  # who comes second finds it built
  [ -x build/rivals/bin/evtx_dump ] ||
    cargo install evtx --version "$version" --locked --quiet --root build/rivals >build/rivals/install.log 2>&1 ||
    { tail -n 5 build/rivals/install.log >&2; exit 1; }
fi
echo "$PWD/build/rivals/bin/evtx_dump"
