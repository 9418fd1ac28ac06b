package io.netsonde.trafficsim.net;

/**
 * What befell a loop's own measuring since it started, over all flows, ended ones included.
 *
 * @param drops answers dropped, by the kernel or by the loop, because this process could not keep
 *     up
 * @param stampsContradicted kernel stamps that contradicted other clocks and were not used
 * @param stampsMissing kernel stamps that never came
 * @param slotsMissed packets that were not sent because the process was late for their slot
 */
public record SenderTotals(
    long drops, long stampsContradicted, long stampsMissing, long slotsMissed) {}
