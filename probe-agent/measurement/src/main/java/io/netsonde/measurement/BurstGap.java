package io.netsonde.measurement;

/**
 * A cycle's packets divided into bursts and gaps of loss (RFC 3611, section 4.7.2).
 *
 * <p>A burst begins and ends with a lost packet and holds no {@link #GMIN} or more packets received
 * in a row; a loss with at least Gmin received packets on either side belongs to a gap. As the RFC
 * has it, the cycle counts as preceded and followed by received packets.
 *
 * @param burstPackets packets within bursts, lost or not
 * @param burstLost those of them that were lost
 * @param gapPackets packets outside of bursts
 * @param gapLost those of them that were lost, each alone
 */
record BurstGap(long burstPackets, long burstLost, long gapPackets, long gapLost) {
  /** So many packets received in a row end a burst: the RFC's recommended value. */
  static final int GMIN = 16;

  static final BurstGap NONE = new BurstGap(0, 0, 0, 0);

  /** Divides the packets of a round trip: whatever was not answered in time was lost. */
  static BurstGap of(CycleTrace trace) {
    long burstPackets = 0;
    long burstLost = 0;
    long gapLost = 0;
    int row = nextLost(trace, 0);
    while (row < trace.size()) {
      int first = row;
      int last = row;
      int lost = 1;
      row = nextLost(trace, row + 1);
      while (row < trace.size() && row - last - 1 < GMIN) {
        last = row;
        lost++;
        row = nextLost(trace, row + 1);
      }
      if (lost == 1) {
        gapLost++;
      } else {
        burstPackets += last - first + 1;
        burstLost += lost;
      }
    }
    return new BurstGap(burstPackets, burstLost, trace.size() - burstPackets, gapLost);
  }

  /**
   * The counts behind the densities of one flow's cycle.
   *
   * <p>The densities and the counts of packets and losses are two equations for the two unknown
   * sizes. They have one solution wherever there was a burst: in a burst more than 1 packet of 16
   * is lost, and in a gap beside a burst at most 1 of 17, so that the densities differ.
   */
  static BurstGap of(CycleFigures flow) {
    long packets = flow.roundTrip().sent();
    long lost = flow.roundTrip().lost();
    double burst = flow.burstLossDensity();
    double gap = flow.gapLossDensity();
    if (burst <= gap) {
      return new BurstGap(0, 0, packets, lost);
    }
    long burstPackets = Math.round((lost - gap * packets) / (burst - gap));
    long burstLost = Math.round(burst * burstPackets);
    return new BurstGap(burstPackets, burstLost, packets - burstPackets, lost - burstLost);
  }

  BurstGap plus(BurstGap other) {
    return new BurstGap(
        burstPackets + other.burstPackets,
        burstLost + other.burstLost,
        gapPackets + other.gapPackets,
        gapLost + other.gapLost);
  }

  /** Share of packets lost within bursts, 0 to 1; 0 where there was no burst. */
  double burstDensity() {
    return burstPackets == 0 ? 0 : (double) burstLost / burstPackets;
  }

  /** Share of packets lost within gaps, 0 to 1; 0 where there was no gap. */
  double gapDensity() {
    return gapPackets == 0 ? 0 : (double) gapLost / gapPackets;
  }

  private static int nextLost(CycleTrace trace, int from) {
    int row = from;
    while (row < trace.size() && trace.outcome(row) == CycleTrace.Outcome.ANSWERED) {
      row++;
    }
    return row;
  }
}
