package io.netsonde.measurement;

import java.util.List;

/**
 * Which stamps of a packet the delays are taken from, from worst to best. A cycle uses one set for
 * all its flows, and only the packets that have it: figures from two sets are never mixed in one
 * statistic.
 */
public enum Stamps {
  /** T1 and T4 by the sender's process, T2 and T3 as the answer carries them. */
  PROCESS,
  /** T1 and T4 by the sender's kernel, T2 and T3 as the answer carries them. */
  SENDER,
  /** All four by the kernels: T2 in the answer, T3 in the reflector's later report. */
  KERNEL;

  /** What is said of figures from this set: the kernel's only if all four stamps are. */
  public TimestampSource source() {
    return this == KERNEL ? TimestampSource.KERNEL : TimestampSource.PROCESS;
  }

  /**
   * The set for one cycle: the best that at least half of the packets answered in time have, over
   * all flows.
   *
   * @param flows the cycle's trace of each flow, final
   * @return {@link #PROCESS} where nothing was answered in time
   */
  public static Stamps common(List<CycleTrace> flows) {
    long answered = flows.stream().mapToLong(trace -> having(trace, PROCESS)).sum();
    for (Stamps stamps : List.of(KERNEL, SENDER)) {
      long have = flows.stream().mapToLong(trace -> having(trace, stamps)).sum();
      if (have > 0 && 2 * have >= answered) {
        return stamps;
      }
    }
    return PROCESS;
  }

  private static long having(CycleTrace trace, Stamps stamps) {
    long rows = 0;
    for (int row = 0; row < trace.size(); row++) {
      boolean inTime = trace.outcome(row) == CycleTrace.Outcome.ANSWERED;
      rows += inTime && trace.has(row, stamps) ? 1 : 0;
    }
    return rows;
  }
}
