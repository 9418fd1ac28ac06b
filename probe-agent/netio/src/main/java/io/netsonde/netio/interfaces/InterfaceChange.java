package io.netsonde.netio.interfaces;

import java.util.Optional;

/**
 * Another interface, or another local address, is to be used.
 *
 * @param from used until now; empty where there was none
 * @param to to be used from now on; empty where no interface is left
 * @param reason for people, as in {@code eth0 has lost the address 192.0.2.1}
 */
public record InterfaceChange(
    Optional<Candidate> from, Optional<Candidate> to, Cause cause, String reason) {
  /** Why. */
  public enum Cause {
    /** The interface does not exist any more, or was made anew. */
    GONE,
    /** It is switched off, or its link is down. */
    LINK_DOWN,
    /** The local address is no longer this host's. */
    ADDRESS_GONE,
    /** No route leads to the target by it any more, or a more specific one by another. */
    NO_ROUTE,
    /** Another one has scored better for long enough. */
    BETTER,
    /** There was none, and now there is one. */
    REACHABLE
  }
}
