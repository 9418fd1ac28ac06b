package io.netsonde.measurement;

import io.netsonde.measurement.ClockOffset.Basis;
import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The second implementation: every figure straight from its definition, computed anew from all
 * packets since the flow began, with no regard to cost.
 */
final class SlowStatistics {
  /** One packet of any cycle. */
  private record Packet(CycleTrace trace, int row, int cycle, Stamps stamps) {
    boolean answered() {
      return trace.outcome(row) == Outcome.ANSWERED;
    }

    boolean measured() {
      return answered() && trace.has(row, stamps);
    }

    long sequence() {
      return trace.firstSequence() + row;
    }

    long t1() {
      return trace.sentNanos(row, trace.best(row));
    }

    long t2() {
      return trace.reflectorReceivedNanos(row);
    }

    long t3() {
      return trace.reflectorSentNanos(row, trace.best(row));
    }

    long t4() {
      return trace.receivedNanos(row, trace.best(row));
    }

    long sent() {
      return trace.sentNanos(row, stamps);
    }

    long received() {
      return trace.receivedNanos(row, stamps);
    }

    long delay(Direction direction) {
      long left = trace.reflectorSentNanos(row, stamps);
      return switch (direction) {
        case FORWARD -> t2() - sent();
        case REVERSE -> received() - left;
        case ROUND_TRIP -> received() - sent() - (left - t2());
      };
    }
  }

  /** Answers between two clock steps. */
  private record Segment(List<Packet> packets) {
    long reference() {
      return packets.stream().mapToLong(Packet::t4).max().orElseThrow();
    }

    long lower() {
      return packets.stream()
          .mapToLong(p -> p.t3() - p.t4() - tenThousandth(reference() - p.t4()))
          .max()
          .orElseThrow();
    }

    long upper() {
      return packets.stream()
          .mapToLong(p -> p.t2() - p.t1() + tenThousandth(reference() - p.t1()))
          .min()
          .orElseThrow();
    }

    boolean isBeyond(long error) {
      return lower() > error || upper() < -error;
    }

    static long tenThousandth(long nanos) {
      return Math.max(0, Math.ceilDiv(nanos, 10_000L));
    }
  }

  private final List<CycleTrace> cycles = new ArrayList<>();
  private final List<Stamps> used = new ArrayList<>();

  CycleFigures close(
      CycleTrace next,
      Stamps stamps,
      boolean shared,
      OptionalLong clockError,
      long bytesSent,
      long bytesReceived) {
    cycles.add(next);
    used.add(stamps);
    int cycle = cycles.size() - 1;
    List<Packet> all = new ArrayList<>();
    for (int c = 0; c <= cycle; c++) {
      for (int row = 0; row < cycles.get(c).size(); row++) {
        all.add(new Packet(cycles.get(c), row, c, used.get(c)));
      }
    }
    List<Segment> history = history(all);
    List<Segment> segments = segments(history);
    Map<Packet, Integer> numbers = numbered(segments);
    long steps =
        segments.stream()
            .skip(1)
            .filter(segment -> segment.packets().getFirst().cycle() == cycle)
            .count();
    List<Packet> answered = all.stream().filter(p -> p.cycle() == cycle && p.answered()).toList();
    List<Packet> measured = answered.stream().filter(Packet::measured).toList();
    boolean refuted =
        !shared
            && clockError.isPresent()
            && history.stream()
                .filter(segment -> segment.packets().getLast().cycle() == cycle)
                .anyMatch(segment -> segment.isBeyond(clockError.getAsLong()));
    OptionalLong error = refuted ? OptionalLong.empty() : clockError;
    Optional<ClockOffset> clock = clock(answered, segments, shared, error);

    Map<Direction, DirectionFigures> figures = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      Distribution delay =
          direction == Direction.ROUND_TRIP
              ? of(measured, p -> p.delay(direction))
              : oneWay(measured, steps > 0 ? Optional.empty() : clock, error, direction);
      figures.put(direction, direction(all, numbers, cycle, direction, delay));
    }
    DirectionFigures there = Objects.requireNonNull(figures.get(Direction.FORWARD));
    DirectionFigures back = Objects.requireNonNull(figures.get(Direction.REVERSE));
    DirectionFigures both = Objects.requireNonNull(figures.get(Direction.ROUND_TRIP));
    BurstGap losses = burstGap(next);
    String roundTrip = fates(all, Direction.ROUND_TRIP);
    int begin = all.size() - next.size();
    return new CycleFigures(
        next.size(),
        there,
        back,
        both,
        count(next, row -> next.outcome(row) == Outcome.LATE),
        count(
            next, row -> next.outcome(row) == Outcome.LOST && next.forward(row) == Forward.UNKNOWN),
        answered.size() - measured.size(),
        Distribution.of(jitters(all, numbers, Direction.ROUND_TRIP, cycle, true)),
        losses.burstDensity(),
        losses.gapDensity(),
        IntStream.range(begin, all.size())
            .filter(i -> roundTrip.charAt(i) == 'L' && (i == 0 || roundTrip.charAt(i - 1) == 'R'))
            .count(),
        IntStream.range(0, next.size())
            .map(next::roundTripExtent)
            .filter(e -> e > 0)
            .max()
            .orElse(0),
        clock,
        steps,
        refuted ? 1 : 0,
        mos(there, back, both),
        count(next, next::wasRefused),
        Distribution.of(
            IntStream.range(0, next.size())
                .mapToLong(next::sendLagNanos)
                .filter(l -> l >= 0)
                .toArray()),
        bytesSent,
        bytesReceived);
  }

  /**
   * A packet is in a burst if some pair of losses around it has no 16 received in a row between.
   */
  static BurstGap burstGap(CycleTrace trace) {
    boolean[] lost = new boolean[trace.size()];
    boolean[] inBurst = new boolean[trace.size()];
    IntStream.range(0, lost.length).forEach(i -> lost[i] = trace.outcome(i) != Outcome.ANSWERED);
    for (int a = 0; a < lost.length; a++) {
      int receivedInARow = 0;
      for (int b = a + 1; lost[a] && b < lost.length && receivedInARow < 16; b++) {
        receivedInARow = lost[b] ? 0 : receivedInARow + 1;
        for (int k = a; lost[b] && k <= b; k++) {
          inBurst[k] = true;
        }
      }
    }
    return new BurstGap(
        count(trace, i -> inBurst[i]),
        count(trace, i -> inBurst[i] && lost[i]),
        count(trace, i -> !inBurst[i]),
        count(trace, i -> !inBurst[i] && lost[i]));
  }

  private static DirectionFigures direction(
      List<Packet> all, Map<Packet, Integer> segments, int cycle, Direction d, Distribution delay) {
    CycleTrace now = all.getLast().trace();
    String fates = fates(all, d);
    String here = fates.substring(all.size() - now.size());
    long received = here.chars().filter(c -> c == 'R').count();
    long lost = here.chars().filter(c -> c == 'L').count();
    long[] jitter = jitters(all, segments, d, cycle, false);
    return new DirectionFigures(
        received + lost,
        received,
        lost,
        IntStream.range(0, now.size())
            .map(row -> d == Direction.FORWARD ? now.forwardCopies(row) : now.answerCopies(row))
            .sum(),
        count(
            now,
            row ->
                switch (d) {
                  case FORWARD -> now.forwardReordered(row);
                  case REVERSE -> now.reverseExtent(row) != 0;
                  case ROUND_TRIP -> now.roundTripExtent(row) != 0;
                }),
        jitter.length == 0 ? OptionalLong.empty() : OptionalLong.of(jitter[jitter.length - 1]),
        ipdv(all, segments, cycle, d),
        pdv(all, segments, cycle, d),
        delay,
        Distribution.of(runs(all, fates, cycle)),
        longest(all, fates, cycle));
  }

  /** One letter a packet: Received, Lost, Unknown, or dash for what never was sent that way. */
  private static String fates(List<Packet> all, Direction direction) {
    StringBuilder fates = new StringBuilder();
    for (Packet p : all) {
      Forward forward = p.trace().forward(p.row());
      Outcome outcome = p.trace().outcome(p.row());
      if (direction == Direction.ROUND_TRIP) {
        fates.append(outcome == Outcome.ANSWERED ? 'R' : 'L');
      } else if (direction == Direction.FORWARD) {
        boolean unknown = forward == Forward.UNKNOWN;
        fates.append(unknown ? 'U' : forward == Forward.NOT_RECEIVED ? 'L' : 'R');
      } else if (forward == Forward.REPLIED) {
        fates.append(outcome == Outcome.LOST ? 'L' : 'R');
      } else {
        fates.append('-');
      }
    }
    return fates.toString();
  }

  /** Each run ends with the first R or U behind it, in whose cycle it is told. */
  private static long[] runs(List<Packet> all, String fates, int cycle) {
    return IntStream.range(0, fates.length())
        .filter(i -> "RU".indexOf(fates.charAt(i)) >= 0 && all.get(i).cycle() == cycle)
        .mapToLong(i -> lossesBefore(fates, i))
        .filter(length -> length > 0)
        .toArray();
  }

  private static long longest(List<Packet> all, String fates, int cycle) {
    return IntStream.range(0, fates.length())
        .filter(i -> fates.charAt(i) == 'L' && all.get(i).cycle() == cycle)
        .mapToLong(i -> 1 + lossesBefore(fates, i))
        .max()
        .orElse(0);
  }

  private static long lossesBefore(String fates, int end) {
    long losses = 0;
    for (int i = end - 1; i >= 0 && "L-".indexOf(fates.charAt(i)) >= 0; i--) {
      losses += fates.charAt(i) == 'L' ? 1 : 0;
    }
    return losses;
  }

  /** The segment as each answer found and left it. */
  private static List<Segment> history(List<Packet> all) {
    List<Segment> history = new ArrayList<>();
    for (Packet packet : all.stream().filter(Packet::answered).toList()) {
      List<Packet> together = new ArrayList<>();
      if (!history.isEmpty()) {
        together.addAll(history.getLast().packets());
      }
      together.add(packet);
      Segment widened = new Segment(together);
      boolean one = widened.lower() <= widened.upper();
      history.add(one ? widened : new Segment(List.of(packet)));
    }
    return history;
  }

  /** Each segment as its last answer left it. */
  private static List<Segment> segments(List<Segment> history) {
    return IntStream.range(0, history.size())
        .filter(i -> i == history.size() - 1 || history.get(i + 1).packets().size() == 1)
        .mapToObj(history::get)
        .toList();
  }

  private static int segmentOf(Packet packet, Map<Packet, Integer> segments, Direction direction) {
    return direction == Direction.ROUND_TRIP ? 0 : segments.getOrDefault(packet, -1);
  }

  private static Map<Packet, Integer> numbered(List<Segment> segments) {
    Map<Packet, Integer> numbers = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      for (Packet packet : segments.get(i).packets()) {
        numbers.put(packet, i);
      }
    }
    return numbers;
  }

  private static Optional<ClockOffset> clock(
      List<Packet> answered, List<Segment> segments, boolean shared, OptionalLong error) {
    if (answered.isEmpty() || shared) {
      return answered.isEmpty() ? Optional.empty() : Optional.of(ClockOffset.SHARED);
    }
    long low = segments.getLast().lower();
    long high = segments.getLast().upper();
    Basis basis = Basis.NETWORK;
    if (error.isPresent() && (-error.getAsLong() > low || error.getAsLong() < high)) {
      basis = Basis.CLOCKS;
      low = Math.max(low, -error.getAsLong());
      high = Math.min(high, error.getAsLong());
    }
    long middle = Math.floorDiv(low + high, 2L);
    return Optional.of(new ClockOffset(middle, Math.max(middle - low, high - middle), basis));
  }

  private static Distribution oneWay(
      List<Packet> measured,
      Optional<ClockOffset> clock,
      OptionalLong clockError,
      Direction direction) {
    if (clock.isEmpty() || measured.isEmpty()) {
      return Distribution.EMPTY;
    }
    long offset = clock.get().offsetNanos();
    Distribution delays =
        of(measured, p -> p.delay(direction) + (direction == Direction.FORWARD ? -offset : offset));
    long span =
        measured.stream().mapToLong(Packet::received).max().orElseThrow()
            - measured.stream().mapToLong(Packet::sent).min().orElseThrow();
    long error = clock.get().boundNanos() + Segment.tenThousandth(span);
    if (clockError.isPresent()) {
      long farthest = Math.max(clockError.getAsLong() - offset, clockError.getAsLong() + offset);
      error = Math.min(error, farthest);
    }
    return clock.get().shared() || error * 10 <= delays.median() ? delays : Distribution.EMPTY;
  }

  /** The formulas of ITU-T G.107 written out once more, in milliseconds and percent. */
  private static Optional<Mos> mos(
      DirectionFigures there, DirectionFigures back, DirectionFigures both) {
    if (both.delay().isEmpty()) {
      return Optional.empty();
    }
    double delay = both.delay().mean() / 2e6;
    DirectionFigures heard = both;
    boolean oneWay = false;
    for (DirectionFigures way : List.of(there, back)) {
      if (!way.delay().isEmpty() && (!oneWay || way.delay().mean() / 1e6 > delay)) {
        delay = way.delay().mean() / 1e6;
        heard = way;
        oneWay = true;
      }
    }
    double d = Math.max(0, delay) + 2 * heard.jitterNanos().orElse(0) / 1e6 + 20;
    double ppl = 100.0 * both.lost() / both.sent();
    Distribution runs = both.lossRuns();
    double burstR = (runs.isEmpty() ? both.longestLossRun() : runs.mean()) * (1 - ppl / 100);
    double r = 93.2 - 0.024 * d;
    r -= d > 177.3 ? 0.11 * (d - 177.3) : 0;
    r -= ppl > 0 ? 95 * ppl / (ppl / burstR + 4.3) : 0;
    double score = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
    return Optional.of(new Mos(r <= 0 ? 1 : Math.max(1, score), oneWay));
  }

  private static Distribution ipdv(
      List<Packet> all, Map<Packet, Integer> segments, int cycle, Direction d) {
    LongBinaryOperator minus = (a, b) -> a - b;
    return Distribution.of(
        IntStream.range(1, all.size())
            .filter(i -> all.get(i).cycle() == cycle)
            .filter(i -> all.get(i).measured() && all.get(i - 1).measured())
            .filter(i -> all.get(i).stamps() == all.get(i - 1).stamps())
            .filter(i -> all.get(i).sequence() == all.get(i - 1).sequence() + 1)
            .filter(
                i -> segmentOf(all.get(i), segments, d) == segmentOf(all.get(i - 1), segments, d))
            .mapToLong(i -> minus.applyAsLong(all.get(i).delay(d), all.get(i - 1).delay(d)))
            .toArray());
  }

  private static Distribution pdv(
      List<Packet> all, Map<Packet, Integer> segments, int cycle, Direction d) {
    List<Packet> now = all.stream().filter(p -> p.cycle() == cycle && p.measured()).toList();
    return of(
        now,
        p ->
            p.delay(d)
                - now.stream()
                    .filter(q -> segmentOf(q, segments, d) == segmentOf(p, segments, d))
                    .mapToLong(q -> q.delay(d))
                    .min()
                    .orElseThrow());
  }

  /** The jitter after each arrival that has a predecessor somewhere; of one cycle or of all. */
  private static long[] jitters(
      List<Packet> all,
      Map<Packet, Integer> segments,
      Direction d,
      int cycle,
      boolean ofCycleOnly) {
    ToLongFunction<Packet> place =
        p -> d == Direction.FORWARD ? p.trace().receiveIndex(p.row()) : p.trace().arrival(p.row());
    List<Packet> arrived =
        sinceOtherStamps(all.stream().filter(Packet::answered).toList()).stream()
            .filter(Packet::measured)
            .sorted(Comparator.comparingInt(Packet::cycle).thenComparingLong(place))
            .toList();
    LongStream.Builder after = LongStream.builder();
    double jitter = 0;
    boolean any = false;
    for (int i = 0; i < arrived.size(); i++) {
      Packet p = arrived.get(i);
      if (i > 0) {
        Packet q = arrived.get(i - 1);
        if (segmentOf(p, segments, d) == segmentOf(q, segments, d)) {
          long received = p.delay(d) - q.delay(d);
          jitter = jitter + (Math.abs(received) - jitter) / 16;
          any = true;
        }
      }
      if (any && (!ofCycleOnly || p.cycle() == cycle)) {
        after.add(Math.round(jitter));
      }
    }
    return after.build().toArray();
  }

  private static List<Packet> sinceOtherStamps(List<Packet> answered) {
    int begin = answered.size();
    while (begin > 0 && answered.get(begin - 1).stamps() == answered.getLast().stamps()) {
      begin--;
    }
    return answered.subList(begin, answered.size());
  }

  private static Distribution of(List<Packet> packets, ToLongFunction<Packet> value) {
    return Distribution.of(packets.stream().mapToLong(value).toArray());
  }

  private static long count(CycleTrace trace, java.util.function.IntPredicate which) {
    return IntStream.range(0, trace.size()).filter(which).count();
  }
}
