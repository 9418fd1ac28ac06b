# shellcheck shell=bash
# ping of iputils, against which benchmarks hold our figures; from the system's package.

tool_paths() { [[ $(ping -V 2>/dev/null) == *iputils* ]] && command -v ping; }

tool_get() { apt_install iputils-ping; }
