package io.netsonde.agent.e2e;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code netsonde reflect} says of itself. */
final class Reflecting {
  static final String LINE = "reflecting on ";

  private static final Pattern PORT = Pattern.compile(LINE + ".*:(\\d+);.*");

  private Reflecting() {}

  /** Waits until it reflects; the port on which it does. */
  static int port(Program reflect) throws InterruptedException {
    String line = reflect.awaitOut(LINE).text();
    Matcher matcher = PORT.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("no port in: " + line);
    }
    return Integer.parseInt(matcher.group(1));
  }
}
