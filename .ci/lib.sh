# shellcheck shell=bash
# What the scripts beside this file share; sourced, never run.

ci=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname -- "$ci")
cache=${NETSONDE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/netsonde}

# One line of progress. Standard output is kept for answers.
say() { printf 'netsonde: %s\n' "$*" >&2; }

# Ends the script with status 2: wrong usage.
usage() { say "$*"; exit 2; }

# lock NAME: holds the lock of that name in the cache until this process ends.
lock() {
  mkdir -p -- "$cache/locks"
  lock_file "$cache/locks/$1" "$1"
}

# lock_file FILE WHAT: holds a lock, on descriptor 9. Where there is no flock (macOS) two at once both build,
# and the later one wins.
lock_file() {
  exec 9>"$1"
  command -v flock >/dev/null || return 0
  flock -n 9 && return 0
  say "$2: another run is at it, waiting for it"
  flock 9
}

# The java of a JDK 25, by the launcher's rules; without one the launcher has said how to get it.
find_java() { bash "$root/netsonde" --find-java; }

# logged LOG COMMAND...: runs with all output in LOG, without the lock and without input.
logged() {
  local log=$1
  shift
  "$@" >>"$log" 2>&1 9>&- </dev/null
}

# reason LOG: one line that says why the command that wrote LOG failed.
reason() {
  if grep -qiE 'dial tcp|no such host|could not resolve|temporary failure resolving|network is unreachable|connection (refused|timed out)|i/o timeout' "$1"; then
    printf 'no network, or the download was refused (%s)' "$1"
  else
    local last
    last=$(grep -v '^[[:space:]]*$' "$1" | tail -n 1 | cut -c 1-200)
    printf '%s (%s)' "${last:-no output}" "$1"
  fi
}
