# shellcheck shell=bash
# The Debian packages noroshi needs, for ./noroshi, ./test.sh and .ci/run (sourced, not run).
# The names are those of Debian 12 and Ubuntu 24.04. `a|b` = the first one the archive has;
# a leading `?` = do without it where the archive has none. docs/design/dependencies.md says why
# each library is there.

PACKAGES_BUILD=(
  build-essential cmake ninja-build pkg-config python3 ca-certificates
  libpcre2-dev libyaml-dev rapidjson-dev libcli11-dev libfmt-dev
  zlib1g-dev liblzma-dev libbz2-dev libarchive-dev libssl-dev libsimdjson-dev libsqlite3-dev libyara-dev
)
PACKAGES_WEB=(nodejs npm)                             # unless node >= 18 and npm are there already
PACKAGES_TEST=(libgtest-dev "?fonts-noto-cjk")
PACKAGES_BROWSER=("?chromium")                        # unless a Chromium is there already
PACKAGES_CHECK=(                                      # .ci/run only
  "clang-14|clang" "clang-format-14|clang-format" "clang-tidy-14|clang-tidy" "?libclang-rt-14-dev"
  universal-ctags pmccabe ccache mold
  "?gcc-mingw-w64-x86-64" "?osslsigncode"              # programs for tools/check_scan.py
  "?yara"                                              # rival of tools/compare_with_yara.py
)

# packages_wanted GROUP...: prints the package names of the groups (build, test, check), one a line.
packages_wanted() {
  local group
  for group in "$@"; do
    case $group in
      build)
        printf '%s\n' "${PACKAGES_BUILD[@]}"
        packages_has_node || printf '%s\n' "${PACKAGES_WEB[@]}"
        ;;
      test)
        printf '%s\n' "${PACKAGES_TEST[@]}"
        packages_has_browser || printf '%s\n' "${PACKAGES_BROWSER[@]}"
        ;;
      check) printf '%s\n' "${PACKAGES_CHECK[@]}" ;;
    esac
  done
}

packages_has_node() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    [ "$(node -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)" -ge 18 ]
}

packages_has_browser() {
  command -v chromium >/dev/null || command -v google-chrome >/dev/null
}

packages_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

packages_known() {
  apt-cache show --no-all-versions "$1" >/dev/null 2>&1
}

# packages_missing GROUP...: prints those of the groups that are not installed, as written above.
packages_missing() {
  local entry name
  while read -r entry; do
    name=${entry#\?}
    packages_installed "${name%%|*}" || packages_installed "${name##*|}" || echo "$entry"
  done < <(packages_wanted "$@")
}

# packages_choose ENTRY...: turns entries into names that the archive has.
packages_choose() {
  local entry name
  for entry in "$@"; do
    name=${entry#\?}
    if packages_known "${name%%|*}"; then
      echo "${name%%|*}"
    elif [ "${name##*|}" != "$name" ]; then
      echo "${name##*|}"
    elif [ "$entry" = "$name" ]; then
      echo "$name"  # apt-get will say that it does not know it
    fi
  done
}
