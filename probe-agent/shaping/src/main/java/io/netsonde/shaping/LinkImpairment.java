package io.netsonde.shaping;

/**
 * What one link of a route does to packets.
 *
 * @param forward on the way to the target
 * @param reverse on the way back
 */
public record LinkImpairment(Impairment forward, Impairment reverse) {
  /** A link that does nothing. */
  public static final LinkImpairment NONE = new LinkImpairment(Impairment.NONE, Impairment.NONE);
}
