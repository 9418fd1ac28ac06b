package io.netsonde.netio.interfaces;

/**
 * Told what changes about the interface for one target. Called on whichever thread looks, with the
 * monitor locked: returns at once, and calls nothing of the monitor.
 */
@FunctionalInterface
public interface InterfaceListener {
  /** Another interface or local address is to be used from now on, or none is left. */
  void interfaceChanged(InterfaceChange change);
}
