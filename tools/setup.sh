# shellcheck shell=bash
# What ./noroshi, ./test.sh and .ci/run share: install packages, build a preset (sourced, not run).
# Expects $root, the project's folder. Speaks on stderr only: stdout belongs to the program.

# shellcheck source=tools/packages.sh
source "$root/tools/packages.sh"

say() { printf 'noroshi: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# as_root COMMAND...: runs it with root's rights, through sudo only when needed.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

# confirm QUESTION: yes without asking when nobody is there to answer.
confirm() {
  [ -t 0 ] && [ -t 2 ] || return 0
  local answer
  read -r -p "noroshi: $1 [Y/n] " answer
  case $answer in [nN]*) return 1 ;; esac
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600 "$@" </dev/null
}

# install_packages GROUP...: makes sure that the groups of tools/packages.sh are installed. Looks
# only once: a package of ours that is removed later is the build's to complain about.
install_packages() {
  local stamp="$root/build/packages-$*.stamp" log=$root/build/packages.log
  [ "$stamp" -nt "$root/tools/packages.sh" ] && return 0
  mkdir -p "$root/build" || fail "cannot write to $root/build"
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is not Debian or Ubuntu: please install what these packages hold by your own means:"
    say "  $(packages_wanted "$@" | tr -d '?' | tr '\n' ' ')"
    return 0  # the build will tell what is missing
  fi
  local missing=() names=()
  mapfile -t missing < <(packages_missing "$@")
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
      fail "needs these packages; please install them as root: ${missing[*]#\?}"
    fi
    say "installing with apt-get, as root because packages belong to the whole system:"
    say "  ${missing[*]#\?}"
    confirm "go on?" || fail "stopped; install them yourself and start again"
    # On a fresh system apt's lists are empty: only after this is known which names exist.
    apt update >"$log" 2>&1 || say "apt-get update failed (see build/packages.log); trying without"
    mapfile -t names < <(packages_choose "${missing[@]}")
  fi
  if [ ${#names[@]} -gt 0 ] &&
    ! apt install --no-install-recommends "${names[@]}" >>"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "the packages could not be installed; the whole log is build/packages.log"
  fi
  touch "$stamp"
}

# show_progress PID LOG LABEL: on a terminal, one line that follows ninja's [done/total].
show_progress() {
  [ -t 2 ] || return 0
  local counter
  while kill -0 "$1" 2>/dev/null; do
    counter=$(grep -o '^\[[0-9]*/[0-9]*\]' "$2" 2>/dev/null | tail -n 1)
    printf '\rnoroshi: building %s %s ' "$3" "$counter" >&2
    sleep 0.5
  done
  printf '\r\033[K' >&2
}

# run_logged LOG LABEL COMMAND...: runs it in $root, output to LOG, shown only when it fails.
run_logged() {
  local log=$1 label=$2
  shift 2
  (cd "$root" && exec "$@") >>"$log" 2>&1 </dev/null 9>&- &
  local pid=$!
  trap 'kill "$pid" 2>/dev/null' EXIT  # a background job does not hear Ctrl-C
  trap 'exit 130' INT TERM
  show_progress "$pid" "$log" "$label"
  if ! wait "$pid"; then
    tail -n 60 "$log" >&2
    fail "could not build $label; the whole log is ${log#"$root"/}"
  fi
  trap - EXIT INT TERM
}

cmake_arguments=()  # for configuring, besides the preset's

# build_preset PRESET [TARGET...]: configures and builds into build/PRESET. Two at once: the second
# waits, then finds nothing to do. The stamp's time is the build's start, so that a file saved
# during the build counts as newer; its text is the folder, so that a moved copy starts afresh.
build_preset() {
  local preset=$1 dir=$root/build/$1
  shift
  local log=$root/build/$preset.log stamp=$dir/noroshi.stamp
  mkdir -p "$root/build"
  exec 9>"$root/build/$preset.lock"
  flock --nonblock 9 || { say "waiting for another build of $preset"; flock 9; }
  if [ -e "$dir/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$dir/CMakeCache.txt"; then
    rm -rf "$dir"
  fi
  : >"$log"
  if [ ! -e "$dir/build.ninja" ]; then
    [ -t 2 ] || say "building $preset into build/$preset (once; some minutes)"
    run_logged "$log" "$preset" cmake --preset "$preset" "${cmake_arguments[@]}"
  fi
  printf '%s\n' "$root" >"$stamp.new"
  run_logged "$log" "$preset" ninja -C "$dir" "${@:-all}"
  mv "$stamp.new" "$stamp"
  exec 9>&-
}
