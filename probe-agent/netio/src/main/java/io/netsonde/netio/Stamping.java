package io.netsonde.netio;

import io.netsonde.netio.linux.Kernel;

/** Who stamps what a socket sends and receives. */
public enum Stamping {
  /**
   * The kernel, as a packet passes through its network stack: Linux on x86-64 and arm64. Free of
   * what delays this process.
   */
  KERNEL,
  /** This process, when its thread gets to run: everywhere. */
  PORTABLE;

  /** The better one of those that this system has. */
  public static Stamping best() {
    return Kernel.hasStampingSockets() ? KERNEL : PORTABLE;
  }
}
