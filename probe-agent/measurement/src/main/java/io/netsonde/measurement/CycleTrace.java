package io.netsonde.measurement;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What became of each packet of one flow's cycle: what {@link CycleStatistics} makes figures of.
 *
 * <p>Columns of primitives, one row a packet in order of sequence; a row is filled by whoever
 * measures and is not changed after the cycle has closed. Not safe for several threads.
 *
 * <p>An answered row has the stamps of {@link Stamps#PROCESS}, and the better sets as far as the
 * kernels' stamps became known. Those columns exist only where there are any.
 */
public final class CycleTrace {
  /** What the sender saw of a packet. */
  public enum Outcome {
    /** Answered within the timeout. */
    ANSWERED,
    /** Answered after the timeout, before the cycle closed. */
    LATE,
    /** Not answered before the cycle closed, or never sent for want of a session or a network. */
    LOST
  }

  /** What is known of the way forward. */
  public enum Forward {
    /** Nothing: neither an answer nor a report speaks of it. */
    UNKNOWN,
    /** The reflector reports that it never came. */
    NOT_RECEIVED,
    /** It came, but the reflector sent no answer. */
    RECEIVED,
    /** It came and was answered. */
    REPLIED
  }

  /** In place of a send lag: there was nobody to send it to. */
  private static final long SKIPPED = -1;

  /** In place of a send lag: this host's system refused to send it. */
  private static final long REFUSED = -2;

  private final long firstSequence;
  private final int size;
  private final Outcome[] outcome;
  private final Forward[] forward;
  private final boolean[] forwardReordered;
  private final int[] forwardCopies;
  private final int[] answerCopies;
  private final int[] roundTripExtent;
  private final int[] reverseExtent;
  private final long[] arrival;
  private final long[] receiveIndex;
  private final long[] sent;
  private final long[] reflectorReceived;
  private final long[] reflectorSent;
  private final long[] received;
  private final long[] sendLag;
  private @Nullable KernelStamps kernels;

  /** A trace of {@code size} packets from {@code firstSequence} (counted on, never wrapped). */
  public CycleTrace(long firstSequence, int size) {
    this.firstSequence = firstSequence;
    this.size = size;
    outcome = new Outcome[size];
    forward = new Forward[size];
    Arrays.fill(outcome, Outcome.LOST);
    Arrays.fill(forward, Forward.UNKNOWN);
    forwardReordered = new boolean[size];
    forwardCopies = new int[size];
    answerCopies = new int[size];
    roundTripExtent = new int[size];
    reverseExtent = new int[size];
    arrival = new long[size];
    receiveIndex = new long[size];
    sent = new long[size];
    reflectorReceived = new long[size];
    reflectorSent = new long[size];
    received = new long[size];
    sendLag = new long[size];
    Arrays.fill(sendLag, SKIPPED);
  }

  private CycleTrace(CycleTrace whole, int size) {
    this.firstSequence = whole.firstSequence;
    this.size = size;
    outcome = Arrays.copyOf(whole.outcome, size);
    forward = Arrays.copyOf(whole.forward, size);
    forwardReordered = Arrays.copyOf(whole.forwardReordered, size);
    forwardCopies = Arrays.copyOf(whole.forwardCopies, size);
    answerCopies = Arrays.copyOf(whole.answerCopies, size);
    roundTripExtent = Arrays.copyOf(whole.roundTripExtent, size);
    reverseExtent = Arrays.copyOf(whole.reverseExtent, size);
    arrival = Arrays.copyOf(whole.arrival, size);
    receiveIndex = Arrays.copyOf(whole.receiveIndex, size);
    sent = Arrays.copyOf(whole.sent, size);
    reflectorReceived = Arrays.copyOf(whole.reflectorReceived, size);
    reflectorSent = Arrays.copyOf(whole.reflectorSent, size);
    received = Arrays.copyOf(whole.received, size);
    sendLag = Arrays.copyOf(whole.sendLag, size);
    kernels = whole.kernels == null ? null : whole.kernels.prefix(size);
  }

  /** A copy of the first {@code rows} rows: what a cycle cut short has to say. */
  public CycleTrace prefix(int rows) {
    return new CycleTrace(this, rows);
  }

  /** Row {@code row} left the sender {@code lagNanos} after its planned time (at least 0). */
  public void sent(int row, long lagNanos) {
    sendLag[row] = lagNanos;
  }

  /** Row {@code row} did not leave after all: this host's system refused to send it. */
  public void refused(int row) {
    sendLag[row] = REFUSED;
  }

  /** Row {@code row} did not leave after all: there is nobody known to send it to. */
  public void skipped(int row) {
    sendLag[row] = SKIPPED;
  }

  /**
   * Row {@code row} was answered, for the first time.
   *
   * @param result {@link Outcome#ANSWERED} or {@link Outcome#LATE}
   * @param arrivalIndex place in the order in which answers came to the sender, over all cycles of
   *     the flow
   * @param reflectorReceiveIndex the reflector's receive counter at this packet: the order of
   *     arrival there
   * @param t1 sent by the sender, its clock, epoch nanoseconds
   * @param t2 received by the reflector, the reflector's clock
   * @param t3 sent by the reflector, the reflector's clock; t3 - t2 is a monotonic duration
   * @param t4 received by the sender, its clock; t4 - t1 is a monotonic duration
   */
  public void answered(
      int row,
      Outcome result,
      long arrivalIndex,
      long reflectorReceiveIndex,
      long t1,
      long t2,
      long t3,
      long t4) {
    outcome[row] = result;
    forward[row] = Forward.REPLIED;
    arrival[row] = arrivalIndex;
    receiveIndex[row] = reflectorReceiveIndex;
    sent[row] = t1;
    reflectorReceived[row] = t2;
    reflectorSent[row] = t3;
    received[row] = t4;
  }

  /**
   * Row {@code row} was echoed, for the first time, by a host that says nothing of its own: of the
   * ways there and back nothing is known.
   *
   * @param result {@link Outcome#ANSWERED} or {@link Outcome#LATE}
   * @param arrivalIndex place in the order in which echoes came, over all cycles
   * @param t1 sent, epoch nanoseconds
   * @param t4 received; t4 - t1 is a monotonic duration
   */
  public void echoed(int row, Outcome result, long arrivalIndex, long t1, long t4) {
    outcome[row] = result;
    arrival[row] = arrivalIndex;
    sent[row] = t1;
    received[row] = t4;
  }

  /**
   * The sender's kernel stamped both the row's packet and its answer.
   *
   * @param t1 sent, by the kernel's clock, epoch nanoseconds
   * @param t4 received; t4 - t1 is a monotonic duration
   */
  public void stamped(int row, long t1, long t4) {
    kernels().stamped(row, t1, t4);
  }

  /**
   * The reflector reports when the row's answer left, and that its T2 was its kernel's.
   *
   * @param delayNanos from the T3 that the answer carries until the kernel sent it, at least 0
   */
  public void answerLeft(int row, long delayNanos) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException("an answer left " + -delayNanos + " ns before its T3");
    }
    kernels().answerLeft(row, delayNanos);
  }

  /** How far the row's answer was reordered (RFC 4737 n, 0 for in order): all arrivals counted. */
  public void reordered(int row, int roundTrip, int reverse) {
    roundTripExtent[row] = roundTrip;
    reverseExtent[row] = reverse;
  }

  /** A further copy of the row's answer arrived. */
  public void answeredAgain(int row) {
    answerCopies[row]++;
  }

  /** The reflector's report speaks of the row. An answer already seen outweighs it. */
  public void reported(int row, Forward fate, boolean reordered, int copies) {
    if (forward[row] != Forward.REPLIED) {
      forward[row] = fate;
    }
    forwardReordered[row] = reordered;
    forwardCopies[row] = copies;
  }

  public long firstSequence() {
    return firstSequence;
  }

  public int size() {
    return size;
  }

  public Outcome outcome(int row) {
    return outcome[row];
  }

  public Forward forward(int row) {
    return forward[row];
  }

  /** Whether the packet arrived reordered at the reflector, as its report says. */
  public boolean forwardReordered(int row) {
    return forwardReordered[row];
  }

  /** Extra copies that came to the reflector, as its report says. */
  public int forwardCopies(int row) {
    return forwardCopies[row];
  }

  /** Extra copies of the answer that came to the sender. */
  public int answerCopies(int row) {
    return answerCopies[row];
  }

  /** n-reordering of the answer by the packets' sequence, 0 for in order. */
  public int roundTripExtent(int row) {
    return roundTripExtent[row];
  }

  /** n-reordering of the answer by the reflector's reply counter, 0 for in order. */
  public int reverseExtent(int row) {
    return reverseExtent[row];
  }

  /** Place of the answer in the order of arrival at the sender. */
  public long arrival(int row) {
    return arrival[row];
  }

  /** Place of the packet in the order of arrival at the reflector. */
  public long receiveIndex(int row) {
    return receiveIndex[row];
  }

  /** Whether the row was answered, in time or late, and all four stamps of that set are known. */
  public boolean has(int row, Stamps stamps) {
    if (outcome[row] == Outcome.LOST || stamps == Stamps.PROCESS) {
      return outcome[row] != Outcome.LOST;
    }
    return kernels != null
        && kernels.hasSenders(row)
        && (stamps == Stamps.SENDER || kernels.hasReflectors(row));
  }

  /** The best set of stamps that the answered row has. */
  public Stamps best(int row) {
    return has(row, Stamps.KERNEL)
        ? Stamps.KERNEL
        : has(row, Stamps.SENDER) ? Stamps.SENDER : Stamps.PROCESS;
  }

  /**
   * T1 of a row that {@link #has} these stamps; so are the methods below.
   *
   * @throws IllegalStateException if it has not got them
   */
  public long sentNanos(int row, Stamps stamps) {
    return stamps == Stamps.PROCESS ? sent[row] : kernels().sent(row);
  }

  /** T2: the same in every set. */
  public long reflectorReceivedNanos(int row) {
    return reflectorReceived[row];
  }

  /** T3. */
  public long reflectorSentNanos(int row, Stamps stamps) {
    return reflectorSent[row] + (stamps == Stamps.KERNEL ? kernels().answerDelay(row) : 0);
  }

  /** T4. */
  public long receivedNanos(int row, Stamps stamps) {
    return stamps == Stamps.PROCESS ? received[row] : kernels().received(row);
  }

  /** Round-trip delay without the reflector's residence (RFC 2681). */
  public long roundTripDelayNanos(int row, Stamps stamps) {
    return (receivedNanos(row, stamps) - sentNanos(row, stamps))
        - (reflectorSentNanos(row, stamps) - reflectorReceived[row]);
  }

  /** Planned to actual send, or -1 where the packet never left. */
  public long sendLagNanos(int row) {
    return Math.max(-1, sendLag[row]);
  }

  /** Whether this host's system refused to send it. */
  public boolean wasRefused(int row) {
    return sendLag[row] == REFUSED;
  }

  private KernelStamps kernels() {
    if (kernels == null) {
      kernels = new KernelStamps(size);
    }
    return kernels;
  }
}
