# shellcheck shell=bash
# irtt, against which our own round-trip figures are held.

version=0.9.1
place=$cache/irtt/$version

tool_paths() {
  if [[ -x $place/irtt ]]; then
    echo "$place/irtt"
  elif irtt version 2>/dev/null | grep -q 'irtt version: 0\.9'; then
    command -v irtt
  else
    return 1
  fi
}

tool_get() {
  need_go ", or irtt 0.9 (Debian package irtt)"
  workshop
  say "irtt: building irtt $version, usually 10 s"
  mkdir -- "$work/finished"
  cd -- "$work" || exit
  # Not `go install`: that asks for all versions of the module, which some proxies do not list.
  step go mod init io.netsonde/irtt
  step go mod edit -require "github.com/heistp/irtt@v$version"
  step go build -mod=mod -o finished/ -ldflags '-s -w' github.com/heistp/irtt/cmd/irtt
  step finished/irtt version
  place "$work/finished"
}
