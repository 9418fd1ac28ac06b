# shellcheck shell=bash
# mtr, against which traces are held; from the system's package.

tool_paths() { command -v mtr; }

tool_get() { apt_install mtr-tiny; }
