# shellcheck shell=bash
# sockperf, against which benchmarks hold our figures; from the system's package.

tool_paths() { command -v sockperf; }

tool_get() { apt_install sockperf; }
