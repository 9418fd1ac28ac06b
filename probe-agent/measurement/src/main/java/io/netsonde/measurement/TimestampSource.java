package io.netsonde.measurement;

/** Where a packet's stamps were taken. Figures from different sources are never mixed. */
public enum TimestampSource {
  /** By the kernel, as the packet crossed its network stack. */
  KERNEL("kernel"),
  /** By this process, when its thread got to run. */
  PROCESS("process");

  private final String label;

  TimestampSource(String label) {
    this.label = label;
  }

  /** The value of the attribute {@code netsonde.timestamp.source}. */
  public String label() {
    return label;
  }
}
