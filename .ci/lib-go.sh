# shellcheck shell=bash
# What tools built with Go share; sourced by .ci/provide.

# Go keeps what it fetched and compiled in its own caches, about 5 GB for all of the tools; `go clean -cache
# -modcache` gives that back.

# The commands that build must not depend on what this machine's Go is set to.
export GOWORK=off CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath ${GOFLAGS-}"

# need_go OTHERWISE: Go's own installer puts it where not every PATH looks.
need_go() {
  PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || missing "no Go to build it with" "install Go 1.26 or later (https://go.dev/dl)$1"
}

# workshop: a directory to build in, on the file system of the cache; gone when the script ends.
workshop() {
  mkdir -p -- "$cache/tmp" "$cache/logs"
  work=$(mktemp -d "$cache/tmp/$tool.XXXXXX")
  trap 'rm -rf -- "$work"' EXIT
  log=$cache/logs/$tool.log
  : >"$log"
}

# step COMMAND...: a step of a build, in its log; what it says last is the reason why the tool is missing.
step() { logged "$log" "$@" || missing "$(reason "$log")" "run .ci/provide $tool again once that is mended"; }

# place DIRECTORY: puts a finished directory where tool_paths looks for it, all at once.
place() {
  mkdir -p -- "$(dirname -- "$place")"
  rm -rf -- "$place"
  mv -- "$1" "$place"
}
