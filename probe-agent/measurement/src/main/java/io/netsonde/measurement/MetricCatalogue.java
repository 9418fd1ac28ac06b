package io.netsonde.measurement;

import static io.netsonde.measurement.AttributeCatalogue.COLLECTOR_ACTION;
import static io.netsonde.measurement.AttributeCatalogue.COLLECTOR_NAME;
import static io.netsonde.measurement.AttributeCatalogue.CYCLE_OUTCOME;
import static io.netsonde.measurement.AttributeCatalogue.DIRECTION;
import static io.netsonde.measurement.AttributeCatalogue.DISCARD_REASON;
import static io.netsonde.measurement.AttributeCatalogue.DROP_REASON;
import static io.netsonde.measurement.AttributeCatalogue.INTERFACE_NAME;
import static io.netsonde.measurement.AttributeCatalogue.IO_DIRECTION;
import static io.netsonde.measurement.AttributeCatalogue.ONE_WAY_DIRECTION;
import static io.netsonde.measurement.AttributeCatalogue.PACKET_OUTCOME;
import static io.netsonde.measurement.AttributeCatalogue.PATH;
import static io.netsonde.measurement.AttributeCatalogue.PEER_AGENT_ID;
import static io.netsonde.measurement.AttributeCatalogue.REFLECTOR_OUTCOME;
import static io.netsonde.measurement.AttributeCatalogue.REJECT_REASON;
import static io.netsonde.measurement.AttributeCatalogue.SIGNAL;
import static io.netsonde.measurement.AttributeCatalogue.TIMESTAMP_SOURCE;
import static io.netsonde.measurement.AttributeCatalogue.paths;
import static io.netsonde.measurement.Metric.counter;
import static io.netsonde.measurement.Metric.gauge;
import static io.netsonde.measurement.Metric.seconds;

import io.netsonde.measurement.Metric.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Every metric of this version: the one place where names, kinds and units are said. */
public final class MetricCatalogue {
  public static final Metric RTT =
      seconds(
          "netsonde.trafficsim.rtt",
          "Round-trip delay without the reflector's residence (RFC 2681)",
          TIMESTAMP_SOURCE);

  public static final Metric DELAY =
      seconds(
          "netsonde.trafficsim.delay",
          "One-way delay (RFC 7679), published for a cycle only where both ends share a clock or"
              + " the offset's bound is at most 10 % of the median",
          ONE_WAY_DIRECTION,
          TIMESTAMP_SOURCE);

  public static final Metric PDV =
      seconds(
          "netsonde.trafficsim.pdv",
          "Delay above the cycle's smallest (RFC 5481), free of the clocks' offset",
          DIRECTION,
          TIMESTAMP_SOURCE);

  public static final Metric IPDV =
      seconds(
          "netsonde.trafficsim.ipdv",
          "Magnitude of the difference of consecutive packets' delays (RFC 3393)",
          DIRECTION,
          TIMESTAMP_SOURCE);

  public static final Metric JITTER =
      gauge("netsonde.trafficsim.jitter", "s", "Interarrival jitter (RFC 3550)", paths(DIRECTION));

  public static final Metric PACKETS =
      counter(
          "netsonde.trafficsim.packets",
          "{packet}",
          "Packets by what became of them; in each direction sent = received + lost",
          paths(DIRECTION, PACKET_OUTCOME));

  public static final Metric IO =
      counter(
          "netsonde.trafficsim.io",
          "By",
          "UDP payload of measuring packets and their answers",
          paths(IO_DIRECTION));

  public static final Metric LOSS =
      gauge("netsonde.trafficsim.loss", "1", "Share of packets lost, 0 to 1", paths(DIRECTION));

  public static final Metric LOSS_RUN =
      new Metric(
          "netsonde.trafficsim.loss.run",
          Kind.HISTOGRAM,
          "{packet}",
          "Lengths of runs of consecutive losses",
          paths(DIRECTION),
          BucketAdvice.PACKETS);

  public static final Metric ASYMMETRY_DELAY =
      gauge(
          "netsonde.trafficsim.asymmetry.delay",
          "s",
          "Median one-way delay forward minus reverse, where both are published",
          PATH);

  public static final Metric ASYMMETRY_LOSS =
      gauge("netsonde.trafficsim.asymmetry.loss", "1", "Loss forward minus reverse, -1 to 1", PATH);

  public static final Metric MOS =
      gauge(
          "netsonde.trafficsim.mos",
          "",
          "Mean opinion score, 1 to 4.5: an estimate for G.711 (ITU-T G.107)",
          PATH);

  public static final Metric UP =
      gauge("netsonde.trafficsim.up", "", "1 while a session with the peer is held, else 0", PATH);

  public static final Metric CYCLES =
      counter(
          "netsonde.trafficsim.cycles", "{cycle}", "Cycles that have closed", paths(CYCLE_OUTCOME));

  public static final Metric CLOCK_OFFSET =
      gauge("netsonde.clock.offset", "s", "The reflector's clock minus the sender's", PATH);

  public static final Metric CLOCK_OFFSET_BOUND =
      gauge(
          "netsonde.clock.offset.bound",
          "s",
          "How far the clock offset may be from the truth, either way",
          PATH);

  public static final Metric CLOCK_STEPS =
      counter(
          "netsonde.clock.steps",
          "{step}",
          "Steps of either end's clock, as far as round trips show them",
          PATH);

  public static final Metric CLOCK_ERROR_REFUTED =
      counter(
          "netsonde.clock.error.refuted",
          "{cycle}",
          "Cycles whose round trips proved the clocks further apart than both kernels allow",
          PATH);

  public static final Metric REFLECTOR_PACKETS =
      counter(
          "netsonde.reflector.packets",
          "{packet}",
          "Packets that came to the reflector, by what it did with them",
          List.of(PEER_AGENT_ID, REFLECTOR_OUTCOME, REJECT_REASON));

  public static final Metric REFLECTOR_SESSIONS =
      new Metric(
          "netsonde.reflector.sessions",
          Kind.UP_DOWN_COUNTER,
          "{session}",
          "Sessions that the reflector holds",
          List.of(),
          List.of());

  public static final Metric REFLECTOR_LOSS =
      gauge(
          "netsonde.reflector.loss",
          "1",
          "Share of a client's packets that never came, 0 to 1, as the reflector sees it",
          List.of(PEER_AGENT_ID));

  public static final Metric REFLECTOR_JITTER =
      gauge(
          "netsonde.reflector.jitter",
          "s",
          "Interarrival jitter (RFC 3550) of a client's packets, as the reflector sees it",
          List.of(PEER_AGENT_ID));

  /** Of the agent as a whole: a stall of the process is not a path's. */
  public static final Metric SEND_LAG =
      new Metric(
          "netsonde.agent.send.lag",
          Kind.HISTOGRAM,
          "s",
          "From a packet's planned to its actual sending",
          List.of(),
          BucketAdvice.SECONDS);

  public static final Metric PAUSE =
      new Metric(
          "netsonde.agent.pause",
          Kind.HISTOGRAM,
          "s",
          "How long a measuring thread did not get to run although it was due",
          List.of(),
          BucketAdvice.SECONDS);

  public static final Metric SLOTS_MISSED =
      counter(
          "netsonde.agent.slots.missed",
          "{packet}",
          "Packets not sent because the agent was late for their slot",
          List.of());

  public static final Metric SOCKET_DROPS =
      counter(
          "netsonde.agent.socket.drops",
          "{packet}",
          "Datagrams that the kernel dropped because a socket's buffer was full",
          List.of());

  public static final Metric STAMPS_DISCARDED =
      counter(
          "netsonde.agent.stamps.discarded",
          "{packet}",
          "Kernel stamps that could not be used",
          List.of(DISCARD_REASON));

  public static final Metric INTERFACE_CHANGES =
      counter(
          "netsonde.agent.interface.changes",
          "{change}",
          "Changes of the network interface by which a probe's packets leave",
          paths(INTERFACE_NAME));

  /** Name, attributes and buckets are those of OpenTelemetry's convention. */
  public static final Metric GC_DURATION =
      new Metric(
          "jvm.gc.duration",
          Kind.HISTOGRAM,
          "s",
          "Duration of JVM garbage collection actions",
          List.of(COLLECTOR_NAME, COLLECTOR_ACTION),
          BucketAdvice.COLLECTIONS);

  public static final Metric EXPORT_DROPPED =
      counter(
          "netsonde.export.dropped",
          "{record}",
          "Records that were dropped on their way out",
          List.of(SIGNAL, DROP_REASON));

  private static final List<Metric> PATHS =
      List.of(
          RTT,
          DELAY,
          PDV,
          IPDV,
          JITTER,
          PACKETS,
          IO,
          LOSS,
          LOSS_RUN,
          ASYMMETRY_DELAY,
          ASYMMETRY_LOSS,
          MOS,
          UP,
          CYCLES,
          CLOCK_OFFSET,
          CLOCK_OFFSET_BOUND,
          CLOCK_STEPS,
          CLOCK_ERROR_REFUTED,
          REFLECTOR_PACKETS,
          REFLECTOR_SESSIONS,
          REFLECTOR_LOSS,
          REFLECTOR_JITTER);

  private static final List<Metric> AGENT =
      List.of(
          SEND_LAG,
          PAUSE,
          SLOTS_MISSED,
          SOCKET_DROPS,
          STAMPS_DISCARDED,
          INTERFACE_CHANGES,
          GC_DURATION,
          EXPORT_DROPPED);

  private static final List<Metric> ALL =
      Stream.of(
              PATHS,
              PingCatalogue.METRICS,
              HttpCatalogue.METRICS,
              TraceCatalogue.METRICS,
              FindingCatalogue.METRICS,
              AGENT)
          .flatMap(List::stream)
          .toList();

  private MetricCatalogue() {}

  /** All metrics, in the order of their documentation. */
  public static List<Metric> metrics() {
    return ALL;
  }
}
