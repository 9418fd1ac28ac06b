package io.netsonde.export;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.MetricCatalogue;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;

/** The instruments of TrafficSim's sender. */
final class TrafficSimInstruments {
  final DoubleHistogram rtt;
  final DoubleHistogram delay;
  final DoubleHistogram pdv;
  final DoubleHistogram ipdv;
  final DoubleHistogram sendLag;
  final LongHistogram lossRun;
  final LongCounter packets;
  final LongCounter io;
  final LongCounter cycles;
  final LongCounter clockSteps;
  final LongCounter clockErrorRefuted;
  final LatestValues jitter;
  final LatestValues loss;
  final LatestValues asymmetryDelay;
  final LatestValues asymmetryLoss;
  final LatestValues mos;
  final LatestValues up;
  final LatestValues clockOffset;
  final LatestValues clockOffsetBound;

  TrafficSimInstruments(Instruments instruments) {
    rtt = instruments.histogram(MetricCatalogue.RTT);
    delay = instruments.histogram(MetricCatalogue.DELAY);
    pdv = instruments.histogram(MetricCatalogue.PDV);
    ipdv = instruments.histogram(MetricCatalogue.IPDV);
    sendLag = instruments.histogram(MetricCatalogue.SEND_LAG);
    lossRun = instruments.longHistogram(MetricCatalogue.LOSS_RUN);
    packets = instruments.counter(MetricCatalogue.PACKETS);
    io = instruments.counter(MetricCatalogue.IO);
    cycles = instruments.counter(MetricCatalogue.CYCLES);
    clockSteps = instruments.counter(MetricCatalogue.CLOCK_STEPS);
    clockErrorRefuted = instruments.counter(MetricCatalogue.CLOCK_ERROR_REFUTED);
    jitter = instruments.gauge(MetricCatalogue.JITTER);
    loss = instruments.gauge(MetricCatalogue.LOSS);
    asymmetryDelay = instruments.gauge(MetricCatalogue.ASYMMETRY_DELAY);
    asymmetryLoss = instruments.gauge(MetricCatalogue.ASYMMETRY_LOSS);
    mos = instruments.gauge(MetricCatalogue.MOS);
    up = instruments.gauge(MetricCatalogue.UP);
    clockOffset = instruments.gauge(MetricCatalogue.CLOCK_OFFSET);
    clockOffsetBound = instruments.gauge(MetricCatalogue.CLOCK_OFFSET_BOUND);
  }

  /**
   * Makes the counters of a flow at 0, so that a rate over them knows of the first packet: a
   * counter that is first seen at 60 has not risen by 60.
   */
  void begin(FlowAttributes flow) {
    for (Direction direction : Direction.values()) {
      packets.add(0, flow.packets(direction, PacketOutcome.SENT));
      packets.add(0, flow.packets(direction, PacketOutcome.RECEIVED));
      packets.add(0, flow.packets(direction, PacketOutcome.LOST));
    }
    io.add(0, flow.transmit());
    io.add(0, flow.receive());
  }
}
