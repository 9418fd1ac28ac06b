package io.netsonde.shaping.net;

/** Told of what goes wrong in a relay, on one of its threads. */
@FunctionalInterface
public interface RelayListener {
  /**
   * Something failed; the relay goes on.
   *
   * @param operation what failed, naming the addresses
   */
  void onFailure(String operation, Throwable failure);
}
