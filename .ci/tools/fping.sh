# shellcheck shell=bash
# fping, against which benchmarks hold our figures; from the system's package.

tool_paths() { [[ $(fping --version 2>/dev/null) == *fping* ]] && command -v fping; }

tool_get() { apt_install fping; }
