# shellcheck shell=bash
# curl, against whose timing variables benchmarks hold our phases; from the system's package.

tool_paths() { command -v curl; }

tool_get() { apt_install curl; }
