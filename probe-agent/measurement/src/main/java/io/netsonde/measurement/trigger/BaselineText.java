package io.netsonde.measurement.trigger;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.trace.Route;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An agent's baselines as text, to outlive it: a first line with the form's version and whose they
 * are, then one line a baseline, sorted by probe.
 *
 * <pre>
 * netsonde baselines 1 agent=101
 * probe=to-berlin peer=100 address=berlin.example.net port=5000 flows=1 rtt_ns=20100000 jitter_ns=310000 learned_ns=1790000000000000000 route=1=192.0.2.1,3=192.0.2.5|192.0.2.9
 * </pre>
 *
 * <p>Names are percent-encoded, so that they hold no space and no line break.
 */
public final class BaselineText {
  private static final String PREFIX = "netsonde baselines ";
  private static final String VERSION = "1";
  private static final String UNKNOWN = "-";
  private static final int MOST_BASELINES = 100_000;
  private static final int MOST_SHOWN = 60;
  private static final Pattern FIRST_LINE =
      Pattern.compile(PREFIX + VERSION + " agent=(\\d{1,10})");
  private static final Pattern LINE =
      Pattern.compile(
          "probe=(\\S+) peer=(\\d{1,10}) address=(\\S+) port=(\\d{1,5}) flows=(\\d{1,6})"
              + " rtt_ns=(\\d{1,18}) jitter_ns=(\\d{1,18}) learned_ns=(\\d{1,19})"
              + " route=(-|[0-9a-fA-F.:|=,]{1,200000})");

  private BaselineText() {}

  /**
   * The text that {@link #parse} understands, every line ended.
   *
   * @param agent whose they are
   */
  public static String of(long agent, Collection<BaselineSnapshot> baselines) {
    return baselines.stream()
        .sorted(Comparator.comparing(baseline -> baseline.path().probe()))
        .map(BaselineText::line)
        .collect(Collectors.joining("", PREFIX + VERSION + " agent=" + agent + "\n", ""));
  }

  /**
   * The baselines that a text of this form tells of.
   *
   * @param agent whose they have to be
   * @throws ParseException if it is not of this form, of another version or another agent's; the
   *     message names the line and what was expected, the offset is the line's number from 1
   */
  public static List<BaselineSnapshot> parse(long agent, String text) throws ParseException {
    List<String> lines = text.lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    requireOurs(agent, first);
    if (lines.size() - 1 > MOST_BASELINES) {
      throw mistake(MOST_BASELINES + 2, "more than " + MOST_BASELINES + " baselines");
    }
    List<BaselineSnapshot> baselines = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      baselines.add(parse(lines.get(i), i + 1));
    }
    return baselines;
  }

  private static void requireOurs(long agent, String first) throws ParseException {
    if (!first.startsWith(PREFIX)) {
      String expected = PREFIX + VERSION + " agent=" + agent;
      throw mistake(1, "expected '" + expected + "', found '" + shortened(first) + "'");
    }
    String rest = first.substring(PREFIX.length());
    if (!rest.equals(VERSION) && !rest.startsWith(VERSION + " ")) {
      String found = shortened(rest.replaceFirst(" .*", ""));
      throw mistake(1, "version " + found + " is not known, only version " + VERSION);
    }
    Matcher matcher = FIRST_LINE.matcher(first);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != agent) {
      throw mistake(1, "these are not agent " + agent + "'s, but of '" + shortened(rest) + "'");
    }
  }

  private static BaselineSnapshot parse(String line, int number) throws ParseException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw mistake(number, "expected 'probe=NAME peer=ID ...', found '" + shortened(line) + "'");
    }
    try {
      Path path =
          new Path(
              decode(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              decode(matcher.group(3)),
              Integer.parseInt(matcher.group(4)));
      return new BaselineSnapshot(
          path,
          Integer.parseInt(matcher.group(5)),
          Long.parseLong(matcher.group(6)),
          Long.parseLong(matcher.group(7)),
          Long.parseLong(matcher.group(8)),
          route(matcher.group(9)));
    } catch (IllegalArgumentException e) {
      throw mistake(number, String.valueOf(e.getMessage()));
    }
  }

  private static String line(BaselineSnapshot baseline) {
    Path path = baseline.path();
    // In any other locale digits may be other than what the pattern reads.
    return String.format(
        Locale.ROOT,
        "probe=%s peer=%d address=%s port=%d flows=%d rtt_ns=%d jitter_ns=%d learned_ns=%d"
            + " route=%s\n",
        encode(path.probe()),
        path.peerAgentId(),
        encode(path.address()),
        path.port(),
        baseline.flows(),
        baseline.rttNanos(),
        baseline.jitterNanos(),
        baseline.learnedEpochNanos(),
        baseline.route().filter(route -> !route.isEmpty()).map(Route::toString).orElse(UNKNOWN));
  }

  private static Optional<Route> route(String text) {
    return text.equals(UNKNOWN) ? Optional.empty() : Optional.of(Route.parse(text));
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String decode(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  /** For a message: it may be of any file. */
  private static String shortened(String line) {
    String start = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "..." : line;
    return start.replaceAll("[^ -~]", "?");
  }

  private static ParseException mistake(int line, String what) {
    return new ParseException("line " + line + ": " + what, line);
  }
}
