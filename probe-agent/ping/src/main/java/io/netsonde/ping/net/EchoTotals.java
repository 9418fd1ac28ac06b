package io.netsonde.ping.net;

import io.netsonde.ping.EchoSender;

/**
 * What befell a loop's own measuring since it started, over all targets, ended ones included.
 *
 * @param drops replies dropped by the kernel because this process could not keep up
 * @param stampsContradicted kernel stamps that contradicted other clocks and were not used
 * @param stampsMissing kernel stamps that never came
 * @param slotsMissed requests that were not sent because the process was late for their slot
 */
public record EchoTotals(
    long drops, long stampsContradicted, long stampsMissing, long slotsMissed) {
  static final EchoTotals NONE = new EchoTotals(0, 0, 0, 0);

  EchoTotals plus(EchoSender sender) {
    return new EchoTotals(
        drops,
        stampsContradicted + sender.discardedStamps(),
        stampsMissing + sender.missingStamps(),
        slotsMissed + sender.missedSlots());
  }

  EchoTotals withLoop(long loopDrops, long loopStamps) {
    return new EchoTotals(
        drops + loopDrops, stampsContradicted + loopStamps, stampsMissing, slotsMissed);
  }
}
