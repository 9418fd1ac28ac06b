# shellcheck shell=bash
# What tools from Debian packages share; sourced by .ci/provide.

# Where Debian keeps what is meant for root, which the PATH of other users lacks.
PATH=$PATH:/usr/sbin:/sbin

# apt_install PACKAGE...: installs them; fetches the lists of packages only when it does not go without.
apt_install() {
  local log=$cache/logs/$tool.log how="as root: apt-get install $*"
  command -v apt-get >/dev/null || missing "this is not Debian or Ubuntu" "install ${*} with the system's package manager"
  ((EUID == 0)) || missing "not root, so nothing can be installed" "$how"
  mkdir -p -- "$cache/logs"
  : >"$log"
  lock apt
  say "$tool: installing the packages $*, usually 20 s"
  apt_get "$log" install --no-install-recommends "$@" && return 0
  say "$tool: fetching the lists of packages first, usually 20 s"
  : >"$log"
  apt_get "$log" update && apt_get "$log" install --no-install-recommends "$@" && return 0
  missing "$(reason "$log")" "$how"
}

apt_get() {
  local log=$1
  shift
  logged "$log" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 "$@"
}
