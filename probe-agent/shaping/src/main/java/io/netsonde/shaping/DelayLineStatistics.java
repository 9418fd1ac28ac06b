package io.netsonde.shaping;

/**
 * What a delay line did since it was made. At rest {@code offered + duplicated = dropped +
 * overflowed + released + waiting}.
 *
 * @param generation of the impairment in force, from 1
 * @param offered packets offered
 * @param dropped packets lost as the impairment wanted
 * @param overflowed packets and copies lost because the line was full
 * @param duplicated second copies made, overflowed ones included
 * @param released packets and copies that came out
 * @param reordered packets that came out after one offered later (RFC 4737 section 3), copies not
 *     counted
 * @param waiting packets and copies inside
 */
public record DelayLineStatistics(
    long generation,
    long offered,
    long dropped,
    long overflowed,
    long duplicated,
    long released,
    long reordered,
    int waiting) {}
