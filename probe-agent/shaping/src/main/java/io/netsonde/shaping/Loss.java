package io.netsonde.shaping;

/** Which packets get lost. */
public sealed interface Loss {
  /** Nothing is lost. */
  Loss NONE = new Independent(0);

  /**
   * Each packet by itself.
   *
   * @param probability 0 to 1
   */
  record Independent(double probability) implements Loss {
    public Independent {
      Probability.check("loss", probability);
    }
  }

  /**
   * Bursts, by the Gilbert-Elliott model: a good and a bad state, entered before each packet with
   * the given probabilities, each with its own loss. Begins good. The long-run loss is {@code
   * (goodToBad * lossInBad + badToGood * lossInGood) / (goodToBad + badToGood)}, the mean stay in
   * the bad state {@code 1 / badToGood} packets. (Elliott, "Estimates of error rates for codes on
   * burst-noise channels", 1963.)
   *
   * @param goodToBad probability to turn bad before a packet, 0 to 1
   * @param badToGood probability to turn good before a packet, 0 to 1
   * @param lossInGood probability of loss in the good state, 0 to 1; commonly 0
   * @param lossInBad probability of loss in the bad state, 0 to 1; commonly 1
   */
  record Bursts(double goodToBad, double badToGood, double lossInGood, double lossInBad)
      implements Loss {
    public Bursts {
      Probability.check("good to bad", goodToBad);
      Probability.check("bad to good", badToGood);
      Probability.check("loss in the good state", lossInGood);
      Probability.check("loss in the bad state", lossInBad);
    }
  }
}
