package io.netsonde.agent.config;

import io.netsonde.trafficsim.sender.FlowSettings;
import java.time.Duration;
import java.util.Optional;

/** What a configured value may be, in one place: records and messages are made from these. */
public final class Limits {
  /** Agent ids are unsigned 32-bit; 0 stands for an agent without one and can't be configured. */
  public static final long MAX_AGENT_ID = 0xffff_ffffL;

  /** Between two packets of a flow. */
  public static final Duration MIN_INTERVAL = Duration.ofMillis(1);

  public static final Duration MAX_INTERVAL = Duration.ofHours(1);

  /** Above zero: the finest that a duration can say. */
  public static final Duration MIN_TIMEOUT = Duration.ofNanos(1);

  /** A shutdown waits for what is in flight, and is itself bounded by 70 s. */
  public static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Packets of a cycle: every one of them is kept until it is reported, here and at the reflector.
   */
  public static final int MAX_CYCLE = FlowSettings.MAX_CYCLE;

  /** A request is never shorter than its longest answer, which fits in this many bytes. */
  public static final int MIN_SIZE = 128;

  /** The largest UDP payload over IPv4. */
  public static final int MAX_SIZE = 65_507;

  public static final int MAX_FLOWS = 1024;
  public static final int MAX_DSCP = 63;
  public static final int MAX_PORT = 65_535;

  /** Between two traces that bad cycles or peers may cause. */
  public static final Duration MIN_COOL_DOWN = Duration.ofSeconds(1);

  public static final Duration MAX_COOL_DOWN = Duration.ofHours(24);

  /** Between two checks of a web service, or two traces. */
  public static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);

  public static final Duration MAX_CHECK_INTERVAL = Duration.ofHours(24);

  /** How much longer a certificate may be asked to be good for: ten years. */
  static final Duration MAX_REMAINING = Duration.ofDays(3650);

  static final int MIN_STATUS = 100;
  static final int MAX_STATUS = 599;
  static final int MAX_REDIRECTS = 50;

  /** Characters of a request's body. */
  static final int MAX_BODY = 65_536;

  public static final int MAX_TRACE_ROUNDS = 1000;
  public static final int MAX_HOPS = 255;

  /** Routers answer seldom: faster rounds would only show their limits. */
  public static final Duration MIN_ROUND_INTERVAL = Duration.ofMillis(10);

  /** A loss of everything is exceeded by none. */
  static final double MAX_TRIGGER_LOSS = 0.99;

  static final double MAX_TRIGGER_FACTOR = 1000;
  static final int MAX_TRIGGER_CYCLES = 1000;
  static final int MAX_TRIGGER_ROUNDS = 255;

  /** Characters of a name or a label. */
  public static final int MAX_TEXT = 255;

  private Limits() {}

  /** Throws if the name of an interface is none that can be said. */
  static void requireInterface(Optional<String> name) {
    name.ifPresent(each -> require("length of the interface", each.length(), 1, MAX_TEXT));
  }

  static boolean within(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  /** Returns {@code value}, or throws if it is outside its range. */
  static long require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is not from " + least + " to " + most);
    }
    return value;
  }

  /** Returns {@code value}, or throws if it is outside its range. */
  static Duration require(String name, Duration value, Duration least, Duration most) {
    if (!within(value, least, most)) {
      throw new IllegalArgumentException(
          name + " " + value + " is not from " + least + " to " + most);
    }
    return value;
  }
}
