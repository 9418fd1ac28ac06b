package io.netsonde.trafficsim.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario as its file says it: one statement a line.
 *
 * <pre>
 * # a comment
 * senders 1            flows 1     interval 1s    cycle 10    timeout 2s    duration 60s
 * lates yes                              answers beyond the timeout: told as lost, though they came
 * stamps both          whose kernels stamp: both, sender, reflector or none
 * stamped 70%          of the packets; all unless said
 * busy 5ms             each process sees, and sends, later than its kernel by up to this
 * stampdelay 5ms       and hears of send stamps by up to this after they were taken
 * forward delay 10ms loss 50% ...        what the link from sender to reflector does, see Links
 * reverse delay 12ms
 * at 21s reflector restart               see Events
 * expect cycles 3
 * expect cycle 0: sent 10 received 8 forward.lost 2 rtt.max 22ms        see Figures
 * expect all: sent 30 forward.lost truth.forward.lost                    the path's own count
 * </pre>
 *
 * @param title the first comment
 * @param settings the single-value statements
 * @param forward words of all statements of that link, in order
 * @param reverse likewise
 * @param events in order of the file
 * @param expected in order of the file
 */
record ScenarioFile(
    String title,
    Map<String, String> settings,
    List<String> forward,
    List<String> reverse,
    List<Event> events,
    List<Expectation> expected) {

  /** Something that happens at a time. */
  record Event(long atNanos, List<String> words) {}

  /** What the figures of a scope (`cycles`, `cycle N`, `all`, ...) are to be. */
  record Expectation(String scope, Map<String, String> figures, String line) {}

  static ScenarioFile read(Path file) throws IOException {
    return parse(file.getFileName().toString(), Files.readAllLines(file));
  }

  static ScenarioFile parse(String title, List<String> lines) {
    ScenarioFile scenario =
        new ScenarioFile(
            title,
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (String raw : lines) {
      String line = raw.replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        scenario.add(line);
      }
    }
    return scenario;
  }

  private void add(String line) {
    List<String> words = List.of(line.split("\\s+", -1));
    List<String> rest = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "forward" -> forward.addAll(rest);
      case "reverse" -> reverse.addAll(rest);
      case "at" -> events.add(new Event(nanos(rest.getFirst()), rest.subList(1, rest.size())));
      case "expect" -> expected.add(expectation(line));
      default -> {
        for (int i = 0; i < words.size(); i += 2) {
          settings.put(words.get(i), words.get(i + 1));
        }
      }
    }
  }

  private static Expectation expectation(String line) {
    String text = line.substring("expect".length()).strip();
    int colon = text.indexOf(':');
    String scope = colon < 0 ? "run" : text.substring(0, colon);
    List<String> words = List.of(text.substring(colon + 1).strip().split("\\s+", -1));
    Map<String, String> figures = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      figures.put(words.get(i), words.get(i + 1));
    }
    return new Expectation(scope, figures, line);
  }

  long time(String key, String otherwise) {
    return nanos(settings.getOrDefault(key, otherwise));
  }

  int number(String key, int otherwise) {
    return Integer.parseInt(settings.getOrDefault(key, Integer.toString(otherwise)));
  }

  /** A time such as 250us, 10ms, 1s, 2m, -3s, or a plain number. */
  static long nanos(String text) {
    String[] units = {"ns", "us", "ms", "s", "m", "h"};
    long[] nanos = {1, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L};
    for (int i = 0; i < units.length; i++) {
      String number = text.substring(0, Math.max(0, text.length() - units[i].length()));
      if (text.endsWith(units[i]) && number.matches("[-+]?[0-9.]+")) {
        return Math.round(Double.parseDouble(number) * nanos[i]);
      }
    }
    return Long.parseLong(text);
  }

  /** A share such as 50% or 0.5. */
  static double share(String text) {
    return text.endsWith("%")
        ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
        : Double.parseDouble(text);
  }
}
