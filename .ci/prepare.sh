# Shared by ./run and ./test: the virtual environment, system packages and timing. To be sourced by bash.

# Print a step and how long it took. What is called this way must return its own failures: `set -e` does not reach it.
step() { # name, command...
  local name=$1 start=$SECONDS
  shift
  echo "$name …"
  if "$@"; then
    echo "$name: $((SECONDS - start)) s"
  else
    echo "$name: failed" >&2
    return 1
  fi
}

stop() {
  echo "$1" >&2
  exit 1
}

# Tell whether this user may install system packages.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Name a set of files by what is in them; what is built from them does not count.
fingerprint() { # files and folders
  find "$@" -type f ! -path '*/__pycache__/*' ! -name '*.duckdb*' ! -name CURRENT ! -name PREVIOUS ! -name '*.part*' ! -name INPUTS -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

find_python() {
  local python
  for python in "${PYTHON:-python3.11}" python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$python"
      return
    fi
  done
  return 1
}

make_venv() { # python
  if ! "$1" -c 'from ensurepip import bootstrap' 2>/dev/null; then # Debian ships it apart
    may_install || stop "This Python cannot make virtual environments. Install them: sudo apt-get install python3-venv"
    apt_install python3-venv || return
  fi
  "$1" -m venv .venv
}

# Make .venv and install what lock files name, each file by its hash; nothing to do when they stand as they did.
environment() { # lock files; the first is that of the server
  local python stamp=".venv/installed-$#" lock options=() now
  now=$(fingerprint "$@")
  if [ -x .venv/bin/pip ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi
  python=$(find_python) || stop "Python 3.11 or newer is needed. Install it: sudo apt-get install python3 python3-venv"
  [ -x .venv/bin/pip ] || make_venv "$python" || return
  for lock in "$@"; do options+=(-r "$lock"); done
  [ $# -gt 1 ] || options+=(--only-binary :all:) # nothing of the server runs code of its own while it is installed
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action ignore --require-hashes \
    "${options[@]}" || return
  echo "$now" >"$stamp"
}
