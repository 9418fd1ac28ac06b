package io.netsonde.traceroute;

/** Over which version of the Internet Protocol a trace goes. */
public enum IpVersion {
  /** That of the first address that the target's name resolves to. */
  ANY,
  IPV4,
  IPV6
}
