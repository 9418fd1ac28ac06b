# shellcheck shell=bash
# tcpdump, from the system's package.

tool_paths() { command -v tcpdump; }

tool_get() { apt_install tcpdump; }
