# shellcheck shell=bash
# traceroute, against which traces are held; from the system's package.

tool_paths() { command -v traceroute; }

tool_get() { apt_install traceroute; }
