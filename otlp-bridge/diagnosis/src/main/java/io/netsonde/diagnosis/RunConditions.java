package io.netsonde.diagnosis;

/**
 * What befell the process and the host that measured, while a run lasted.
 *
 * @param pausedNanos how long the process was late in all, of stalls of 10 ms and more after its
 *     start
 * @param longestPauseNanos the longest of these
 * @param slotsMissed packets not sent because their time had passed
 * @param dropped answers that the kernel dropped because the process was too late to read them
 * @param refusedHere packets of which this host itself said that they cannot be delivered: nobody
 *     on its network answers for the next hop's address
 */
public record RunConditions(
    long pausedNanos, long longestPauseNanos, long slotsMissed, long dropped, long refusedHere) {
  /** Nothing. */
  public static final RunConditions UNDISTURBED = new RunConditions(0, 0, 0, 0, 0);
}
