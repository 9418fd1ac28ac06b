package io.netsonde.agent.view;

import io.netsonde.measurement.Stamps;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one packet of a {@code ping}.
 *
 * @param sequence from 0
 * @param flow from 0
 * @param fate its end
 * @param rttNanos round-trip delay, of an answered or late packet
 * @param forwardNanos one-way delay there, where the clocks allow to state it
 * @param reverseNanos one-way delay back
 * @param stamps where the stamps were taken that these come from
 */
public record PingPacket(
    long sequence,
    int flow,
    Fate fate,
    OptionalLong rttNanos,
    OptionalLong forwardNanos,
    OptionalLong reverseNanos,
    Optional<Stamps> stamps) {
  /** How a packet ends. */
  public enum Fate {
    ANSWERED("answered"),
    /** Answered after the timeout: lost, and late. */
    LATE("late"),
    /** Lost on the way there. */
    LOST_FORWARD("lost_forward"),
    /** Lost on the way back. */
    LOST_REVERSE("lost_reverse"),
    /** Lost, and where is not known. */
    LOST("lost"),
    /** A further copy of an answer. */
    DUPLICATE("duplicate");

    private final String label;

    Fate(String label) {
      this.label = label;
    }

    /** As JSON names it. */
    public String label() {
      return label;
    }
  }
}
