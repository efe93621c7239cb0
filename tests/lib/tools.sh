# shellcheck shell=bash
# What the steps need: finds it, installs it from Debian's packages where it may, else remembers that it is missing.

MISSING=()
APT_IS_FRESH=

has() { command -v "$1" >/dev/null 2>&1; }

may_install() { ((EUID == 0)) && has apt-get; }

# install WHAT PACKAGE...: WHAT is the sentence a person reads if it cannot be done.
install() {
  local what=$1
  shift
  if ! may_install; then
    MISSING+=("$what: sudo apt-get install --no-install-recommends $*")
    return 1
  fi
  echo "Installing $* (Debian packages): $what is missing"
  export DEBIAN_FRONTEND=noninteractive
  [[ -n $APT_IS_FRESH ]] || { apt-get update -qq && APT_IS_FRESH=1; }
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null && return 0
  MISSING+=("$what: apt-get could not install $*; see its message above")
  return 1
}

need_rust() {
  [[ -d $HOME/.cargo/bin ]] && PATH=$PATH:$HOME/.cargo/bin
  has cargo || MISSING+=("Rust (cargo): see https://rustup.rs")
  has cc || has gcc || has clang || install "a C compiler" gcc libc6-dev
}

# A toolchain may come without rustfmt or clippy; the tests do not depend on them.
need_cargo_tool() {
  cargo "$1" --version >/dev/null 2>&1 && return 0
  has rustup && rustup component add "$2" >/dev/null 2>&1 && return 0
  echo "Not run: cargo $1 is missing (rustup component add $2)"
  return 1
}

need_browser() {
  find_chromium >/dev/null || install "Chromium" chromium
  has node || install "Node.js" nodejs
  has npm || install "npm" npm
  has node || return 0
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 18)) || MISSING+=("Node.js 18 or newer (found $(node --version)): see https://nodejs.org")
}

find_chromium() {
  local name
  [[ -n ${PADRON_CHROMIUM:-} ]] && { echo "$PADRON_CHROMIUM"; return 0; }
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" && return 0
  done
  return 1
}

stop_if_missing() {
  ((${#MISSING[@]})) || return 0
  echo "Missing, and not to be installed by this script here:" >&2
  printf '  - %s\n' "${MISSING[@]}" >&2
  exit 2
}
