package io.netsonde.netio.interfaces;

/** What an interface is, as far as the choice among several goes. */
public enum LinkKind {
  /** Ethernet by cable, and what is built on it: a VLAN, a bond, a bridge with a cable in it. */
  WIRED("wired", 15),
  /** A wireless LAN. */
  WIRELESS("wireless", 10),
  /** A mobile network's modem. */
  MOBILE("mobile", 0),
  /** Leads to containers and virtual machines on this host, or nowhere. */
  VIRTUAL("virtual", -20),
  /** Carries packets within others: a VPN. What it measures is a path over another interface. */
  TUNNEL("tunnel", -15),
  /** Leads back to this host. */
  LOOPBACK("loopback", 0),
  /** None of the above, or unknown. */
  OTHER("other", 0);

  private final String text;
  private final int points;

  LinkKind(String text, int points) {
    this.text = text;
    this.points = points;
  }

  /** What it adds to an interface's score. */
  int points() {
    return points;
  }

  /** Its name for people. */
  @Override
  public String toString() {
    return text;
  }
}
