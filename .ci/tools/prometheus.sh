# shellcheck shell=bash
# Prometheus and promtool, built in a module of their own (`go install` refuses their replace directives).
# Without web pages inside; the API is whole.

module=v0.313.0 # is Prometheus 3.13.0
version=3.13.0
place=$cache/prometheus/$version

# fits PROGRAM: on PATH, and 3.13 or a later 3.x.
fits() {
  local has
  has=$("$1" --version 2>/dev/null | sed -n 's/.*version 3\.\([0-9]*\)\..*/\1/p' | head -n 1)
  [[ -n $has ]] && ((has >= 13))
}

tool_paths() {
  if [[ -x $place/prometheus && -x $place/promtool ]]; then
    printf '%s\n' "$place/prometheus" "$place/promtool"
  elif fits prometheus && fits promtool; then
    command -v prometheus
    command -v promtool
  else
    return 1
  fi
}

tool_get() {
  need_go ", or put Prometheus 3.13 or later on PATH"
  workshop
  say "prometheus: building Prometheus $version and promtool, usually 4 minutes"
  mkdir -- "$work/finished"
  cd -- "$work" || exit
  step go mod init io.netsonde/prometheus
  step go get -tool "github.com/prometheus/prometheus/cmd/prometheus@$module" "github.com/prometheus/prometheus/cmd/promtool@$module"
  # Of the ways to discover targets, static, file, http and DNS are enough; the clouds' cost a minute.
  step go build -o finished/ -tags remove_all_sd,enable_dns_sd -ldflags "-s -w -X github.com/prometheus/common/version.Version=$version" \
    github.com/prometheus/prometheus/cmd/prometheus github.com/prometheus/prometheus/cmd/promtool
  step finished/prometheus --version
  step finished/promtool --version
  place "$work/finished"
}
