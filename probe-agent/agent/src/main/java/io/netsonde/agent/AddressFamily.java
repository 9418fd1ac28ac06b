package io.netsonde.agent;

/** Which of a target's addresses may be used. */
public enum AddressFamily {
  /** The first that its name has. */
  ANY,
  IPV4,
  IPV6
}
