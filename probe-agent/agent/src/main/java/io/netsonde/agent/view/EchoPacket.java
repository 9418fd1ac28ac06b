package io.netsonde.agent.view;

import io.netsonde.measurement.TimestampSource;
import io.netsonde.ping.EchoFailure;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one ICMP echo request.
 *
 * @param sequence from 0
 * @param fate its end; of the lost ones no direction is known
 * @param rttNanos round-trip delay, of an answered or late one
 * @param stamps where both stamps were taken that this comes from
 * @param failure what ICMP said of a lost one
 */
public record EchoPacket(
    long sequence,
    PingPacket.Fate fate,
    OptionalLong rttNanos,
    Optional<TimestampSource> stamps,
    Optional<EchoFailure> failure) {}
