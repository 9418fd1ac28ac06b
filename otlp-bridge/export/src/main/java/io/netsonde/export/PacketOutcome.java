package io.netsonde.export;

/** What became of a packet in one direction, as {@code netsonde.packet.outcome} names it. */
enum PacketOutcome {
  SENT("sent"),
  RECEIVED("received"),
  LOST("lost"),
  LATE("late"),
  UNDECIDED("undecided"),
  DUPLICATE("duplicate"),
  REORDERED("reordered");

  private final String label;

  PacketOutcome(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
