package io.netsonde.measurement;

/**
 * Mean opinion score: an estimate for G.711 by the simplified E-model of ITU-T G.107.
 *
 * @param score 1 (bad) to 4.5 (as good as it gets)
 * @param oneWay whether the delay behind it was a one-way delay between synchronised clocks, or
 *     half the round trip
 */
public record Mos(double score, boolean oneWay) {}
