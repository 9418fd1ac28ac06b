# shellcheck shell=bash
# The OpenTelemetry Collector, built from .ci/collector.yaml with the collector builder.

manifest=$ci/collector.yaml
version=$(sed -n 's/^  version: *//p' "$manifest")
place=$cache/collector/$version-$(grep -v '^ *#' "$manifest" | cksum | cut -d ' ' -f 1)

# Only the contrib distribution of the same release has all the parts, and tables by the same names.
tool_paths() {
  if [[ -x $place/netsonde-collector ]]; then
    echo "$place/netsonde-collector"
  elif command -v otelcol-contrib >/dev/null && [[ $(otelcol-contrib --version 2>&1) == *" $version" ]]; then
    command -v otelcol-contrib
  else
    return 1
  fi
}

tool_get() {
  need_go ", or the otelcol-contrib $version release on PATH"
  workshop
  say "collector: building the OpenTelemetry Collector $version, usually 4 minutes"
  step env GOBIN="$work" go install "go.opentelemetry.io/collector/cmd/builder@v$version"
  cp -- "$manifest" "$work/manifest.yaml"
  cd -- "$work" || exit
  step ./builder --config manifest.yaml
  step build/netsonde-collector --version
  mkdir finished
  mv build/netsonde-collector finished/
  place "$work/finished"
}
