# shellcheck shell=bash
# Network namespaces as a laboratory: ip and iptables, and the right to use them.

tool_paths() {
  ((EUID == 0)) && usable 2>/dev/null && command -v ip && command -v iptables
}

# Being root is not enough in a container without capabilities; a look at the rules of a namespace that
# vanishes at once tells.
usable() { unshare --net iptables -w -S >/dev/null; }

tool_get() {
  ((EUID == 0)) || missing "network namespaces need root" "run the tests as root, or with sudo"
  if ! command -v ip >/dev/null || ! command -v iptables >/dev/null; then apt_install iproute2 iptables; fi
  local says
  says=$(usable 2>&1) || missing "root may not use them here: ${says//$'\n'/, }" \
    "run where CAP_NET_ADMIN and CAP_SYS_ADMIN are granted (docker: --privileged)"
}
