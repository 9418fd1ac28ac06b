package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.TimestampSource;
import java.util.Optional;

/** Which way the packets of a run were held up. */
final class DelayWords {
  /** Less is not worth a word. */
  private static final long WORTH_A_WORD_NANOS = 10_000_000;

  /** Of fewer, the slowest may be a single event. */
  private static final int LEAST_PACKETS = 20;

  /** The other direction may have this share of what the slow one has. */
  private static final double BUT_LITTLE = 0.25;

  private DelayWords() {}

  /** Of a reflector's answers; only the kernel's stamps tell of the way and of nothing else. */
  static Optional<String> ofPackets(Run run) {
    CycleFigures figures = run.figures();
    if (run.source() != TimestampSource.KERNEL
        || !isEnough(figures.forward().pdv())
        || !isEnough(figures.reverse().pdv())) {
      return Optional.empty();
    }
    long there = figures.forward().pdv().percentile(99);
    long back = figures.reverse().pdv().percentile(99);
    if (Math.max(there, back) < WORTH_A_WORD_NANOS) {
      return Optional.empty();
    }
    String figure =
        "On the way to "
            + run.address()
            + " the slowest (P99) took "
            + Words.time((double) there)
            + " longer than the fastest, on the way back "
            + Words.time((double) back);
    return Optional.of(
        figure
            + (back <= BUT_LITTLE * there
                ? ": they are held up on the way there."
                : there <= BUT_LITTLE * back ? ": they are held up on the way back." : "."));
  }

  /** Of echoes. */
  static Optional<String> ofEchoes(Run run) {
    Distribution pdv = run.figures().roundTrip().pdv();
    if (run.source() != TimestampSource.KERNEL
        || !isEnough(pdv)
        || pdv.percentile(99) < WORTH_A_WORD_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        "The slowest (P99) took "
            + Words.time((double) pdv.percentile(99))
            + " longer than the fastest: they are held up on the way, or by "
            + run.address()
            + ".");
  }

  private static boolean isEnough(Distribution pdv) {
    return pdv.count() >= LEAST_PACKETS;
  }
}
