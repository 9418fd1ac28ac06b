package io.netsonde.agent;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line an event on standard error; configured here and nowhere else. */
public final class Logging {
  /** The variable that chooses the level. */
  public static final String VARIABLE = "NETSONDE_LOG";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Kept, since the log manager holds loggers weakly and their levels would be lost with them. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger NETSONDE = Logger.getLogger("io.netsonde");

  private Logging() {}

  /**
   * Installs the format and the level.
   *
   * @param environment {@code NETSONDE_LOG} is debug, info (the default) or warn
   * @throws IllegalArgumentException if it is something else
   */
  public static void configure(Map<String, String> environment) {
    Level level = level(environment.getOrDefault(VARIABLE, ""));
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new OneLine());
    handler.setLevel(Level.ALL);
    ROOT.addHandler(handler);
    // Libraries are heard only where something is wrong with them.
    ROOT.setLevel(Level.WARNING);
    NETSONDE.setLevel(level);
  }

  static Level level(String name) {
    return switch (name) {
      case "debug" -> Level.FINE;
      case "", "info" -> Level.INFO;
      case "warn" -> Level.WARNING;
      default ->
          throw new IllegalArgumentException(
              VARIABLE + " is '" + name + "', expected debug, info or warn");
    };
  }

  /** Time, level, message; a cause as its own message. */
  static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord entry) {
      Instant at = entry.getInstant();
      StringBuilder line = new StringBuilder(120);
      line.append(TIME.format(at)).append(' ').append(name(entry.getLevel())).append(' ');
      line.append(printable(formatMessage(entry)));
      if (entry.getThrown() != null) {
        line.append(": ").append(printable(entry.getThrown().toString()));
      }
      return line.append('\n').toString();
    }

    /** What came from the network must neither end the line nor steer a terminal. */
    private static String printable(String text) {
      return text.replace("\r", "\\r")
          .replace("\n", "\\n")
          .replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }

    private static String name(Level level) {
      if (level.intValue() >= Level.SEVERE.intValue()) {
        return "error";
      } else if (level.intValue() >= Level.WARNING.intValue()) {
        return "warn";
      }
      return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }
  }
}
