#!/usr/bin/env bash
# Makes .venv with exactly the packages of constraints.txt, and the system packages where it may. Quick when run again.
set -euo pipefail
cd "$(dirname "$0")"

system_packages=(tesseract-ocr tesseract-ocr-spa libgl1 libglib2.0-0 fonts-dejavu-core)
# Only the tests need a database server: they start a throw-away cluster of their own.
if [ "${1:-}" = tests ]; then
  system_packages+=(postgresql)
fi

find_python() {
  local name
  for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    if [ -n "$name" ] && "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "setup: no Python 3.11 or newer with venv; install it, for example: apt-get install python3 python3-venv" >&2
  exit 7
}

missing_system() {
  command -v tesseract >/dev/null || echo tesseract-ocr
  tesseract --list-langs 2>/dev/null | grep -qx spa || echo tesseract-ocr-spa
  ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
  "$ldconfig" -p | grep -q 'libGL\.so\.1' || echo libgl1
  "$ldconfig" -p | grep -q 'libglib-2\.0\.so\.0' || echo libglib2.0-0
  if [[ " ${system_packages[*]} " == *" postgresql "* ]]; then
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
  fi
}

install_system() {
  local missing as_root=()
  missing=$(missing_system | tr '\n' ' ')
  [ -z "${missing// /}" ] && return
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "setup: missing $missing- ask for: sudo apt-get install ${system_packages[*]}" >&2
      return
    fi
    as_root=(sudo -n)
  fi
  if ! command -v apt-get >/dev/null; then
    echo "setup: missing $missing- no apt-get here; install them with your system's package manager" >&2
    return
  fi
  echo "setup: installing ${system_packages[*]}"
  "${as_root[@]}" apt-get update -qq || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${system_packages[@]}" >/dev/null ||
    echo "setup: apt-get failed; missing $missing- install them by hand: apt-get install ${system_packages[*]}" >&2
}

install_packages() {
  local stamp=.venv/.installed-for want
  want=$(cat constraints.txt pyproject.toml setup.sh | sha256sum | cut -d' ' -f1)
  [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return
  [ -x .venv/bin/python ] || "$(find_python)" -m venv .venv
  echo "setup: installing $(grep -c '==' constraints.txt) pinned packages into .venv"
  # Pinned completely, so nothing is left to resolve. One build of OpenCV only.
  grep -v '^opencv-python-headless==' constraints.txt > .venv/requirements.txt
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r .venv/requirements.txt
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  echo "$want" > "$stamp"
}

install_system
install_packages
