package io.netsonde.export;

import io.netsonde.measurement.PathState;

/** A session gained or lost: {@code netsonde.trafficsim.up}. */
final class PathStateExport {
  private final TrafficSimInstruments instruments;
  private final FlowAttributesCache attributes;

  PathStateExport(TrafficSimInstruments instruments, FlowAttributesCache attributes) {
    this.instruments = instruments;
    this.attributes = attributes;
  }

  void accept(PathState state) {
    FlowAttributes flow = attributes.flow(state.path(), state.flow(), state.flows());
    instruments.begin(flow);
    instruments.up.set(flow.flow(), state.up() ? 1 : 0);
  }
}
