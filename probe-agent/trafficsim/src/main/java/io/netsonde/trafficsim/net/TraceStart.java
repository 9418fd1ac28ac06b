package io.netsonde.trafficsim.net;

/** Whether a trace that was asked for begins. */
public enum TraceStart {
  /** It begins soon; its result comes to the probe's sink, or the listener hears why not. */
  TAKEN("taken"),
  /** Another trace of that probe is under way. */
  BUSY("another trace of that probe is under way"),
  /** There is no probe of that name, or it has no flow of that number. */
  UNKNOWN("there is no such probe or flow"),
  /** Portable sockets send with no hop limit of choice and hear of no ICMP errors. */
  UNSUPPORTED("it needs sockets that the kernel stamps: Linux, and not --stamps portable");

  private final String label;

  TraceStart(String label) {
    this.label = label;
  }

  /** In words. */
  public String label() {
    return label;
  }
}
