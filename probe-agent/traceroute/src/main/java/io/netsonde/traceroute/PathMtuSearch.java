package io.netsonde.traceroute;

import java.util.OptionalInt;

/**
 * Finds the longest packet that a path takes: asks with one of the local link's length, then with
 * what routers say that they take (RFC 1191, RFC 8201), and where they say nothing tries the usual
 * sizes and halves what is left between (as RFC 4821 does).
 */
public final class PathMtuSearch {
  private static final int[] USUAL = {
    9_000, 4_464, 1_500, 1_492, 1_480, 1_450, 1_420, 1_400, 1_300, 1_280, 1_006, 576, 296
  };
  private static final int ATTEMPTS = 3;

  private final int least;
  private int fits;
  private int fails;
  private int size;
  private int attempts;
  private boolean told;
  private boolean done;

  /**
   * A search that has not begun.
   *
   * @param least what every link takes: 68 for IPv4, 1,280 for IPv6
   * @param most what the local link takes
   */
  public PathMtuSearch(int least, int most) {
    this.least = least;
    this.size = Math.max(least, most);
    this.fails = size + 1;
  }

  /** The length to ask with now, bytes of IP packet. */
  public int size() {
    return size;
  }

  public boolean isDone() {
    return done;
  }

  /** What the path takes; empty where nothing came through, or while it is not done. */
  public OptionalInt pathMtu() {
    return done && fits > 0 ? OptionalInt.of(fits) : OptionalInt.empty();
  }

  /** A packet of that length has come to the target. */
  public void onFits(int length) {
    fits = Math.max(fits, length);
    next(told && length == size ? fits + 1 : fails);
  }

  /**
   * A packet of that length was too big.
   *
   * @param mtu what the router says that fits, 0 where it does not say
   */
  public void onTooBig(int length, int mtu) {
    if (length != size) {
      return;
    }
    fails = length;
    if (mtu >= least && mtu < length && mtu > fits) {
      told = true;
      ask(mtu);
    } else {
      next(fails);
    }
  }

  /** Nothing came back. */
  public void onSilence() {
    attempts++;
    if (attempts >= ATTEMPTS) {
      next(size);
    }
  }

  private void next(int nowFails) {
    told = false;
    fails = Math.min(fails, nowFails);
    if (fails - fits <= 1 || fails <= least) {
      done = true;
      return;
    }
    for (int usual : USUAL) {
      if (fits == 0 && usual < fails && usual >= least) {
        ask(usual);
        return;
      }
    }
    ask(Math.max(least, (fits + fails) / 2));
  }

  private void ask(int length) {
    size = length;
    attempts = 0;
  }
}
