package io.netsonde.diagnosis;

/**
 * What traces in a row say together of where loss begins.
 *
 * @param beforeTtl the hop before the links that all of them name
 * @param lastTtl the hop behind these
 * @param doubt how likely all of them are wrong
 */
record Belief(int beforeTtl, int lastTtl, double doubt) {
  /** However many say so: less than this is not believed. */
  private static final double LEAST_DOUBT = 1e-3;

  /** Loss seldom moves: what is only a little surer is chance. */
  private static final double MUCH_LESS = 0.2;

  static Belief of(LossPlace place) {
    return new Belief(place.beforeTtl(), place.lastTtl(), 1 - place.confidence());
  }

  /** Whether it may be there. */
  boolean allows(LossPlace place) {
    return Math.max(beforeTtl, place.beforeTtl()) < Math.min(lastTtl, place.lastTtl());
  }

  /** With a further trace that says so. */
  Belief and(LossPlace place) {
    return new Belief(
        Math.max(beforeTtl, place.beforeTtl()),
        Math.min(lastTtl, place.lastTtl()),
        Math.max(LEAST_DOUBT, doubt * (1 - place.confidence())));
  }

  /** Whether this is to be believed rather than the other, though both cannot be. */
  boolean outweighs(Belief other) {
    return doubt < MUCH_LESS * other.doubt || doubt <= LEAST_DOUBT;
  }
}
