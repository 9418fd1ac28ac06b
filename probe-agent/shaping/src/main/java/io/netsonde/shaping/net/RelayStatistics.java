package io.netsonde.shaping.net;

import io.netsonde.shaping.DelayLineStatistics;

/**
 * What a relay did since it was opened. Exact once it is closed, else as of the pacer's last rest.
 *
 * @param forward the line from clients to the target
 * @param reverse the line from the target to clients
 * @param refused packets of clients for whom there was no port
 * @param overrun packets lost because the pacer did not keep up
 * @param sendFailures packets that left a line, but not this host
 */
public record RelayStatistics(
    DelayLineStatistics forward,
    DelayLineStatistics reverse,
    long refused,
    long overrun,
    long sendFailures) {}
