package io.netsonde.measurement.trigger;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathHash;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Baselines as text, to outlive the agent: a first line with the form's version, then one line a
 * baseline, sorted by probe.
 *
 * <pre>
 * netsonde baselines 1
 * probe=to-berlin peer=100 address=berlin.example.net port=5000 flows=1 rtt_ns=20100000 jitter_ns=310000 learned_ns=1790000000000000000 route=7a3f00c215d0e9b4
 * </pre>
 *
 * <p>Names are percent-encoded, so that they hold no space and no line break.
 */
public final class BaselineText {
  private static final String PREFIX = "netsonde baselines ";
  private static final String VERSION = "1";
  private static final String UNKNOWN = "-";
  private static final int MOST_BASELINES = 100_000;
  private static final Pattern LINE =
      Pattern.compile(
          "probe=(\\S+) peer=(\\d{1,10}) address=(\\S+) port=(\\d{1,5}) flows=(\\d{1,6})"
              + " rtt_ns=(\\d{1,18}) jitter_ns=(\\d{1,18}) learned_ns=(\\d{1,19})"
              + " route=(-|[0-9a-f]{16})");

  private BaselineText() {}

  /** The text that {@link #parse} understands, every line ended. */
  public static String of(Collection<BaselineSnapshot> baselines) {
    return baselines.stream()
        .sorted(Comparator.comparing(baseline -> baseline.path().probe()))
        .map(BaselineText::line)
        .collect(Collectors.joining("", PREFIX + VERSION + "\n", ""));
  }

  /**
   * The baselines that a text of this form tells of.
   *
   * @throws ParseException if it is not of this form, or of another version; the message names the
   *     line and what was expected, the offset is the line's number from 1
   */
  public static List<BaselineSnapshot> parse(String text) throws ParseException {
    List<String> lines = text.lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (!first.startsWith(PREFIX)) {
      throw mistake(1, "expected '" + PREFIX + VERSION + "', found '" + shortened(first) + "'");
    }
    if (!first.equals(PREFIX + VERSION)) {
      String found = shortened(first.substring(PREFIX.length()));
      throw mistake(1, "version " + found + " is not known, only version " + VERSION);
    }
    if (lines.size() - 1 > MOST_BASELINES) {
      throw mistake(MOST_BASELINES + 2, "more than " + MOST_BASELINES + " baselines");
    }
    List<BaselineSnapshot> baselines = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      baselines.add(parse(lines.get(i), i + 1));
    }
    return baselines;
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
    return "probe=%s peer=%d address=%s port=%d flows=%d rtt_ns=%d jitter_ns=%d learned_ns=%d route=%s\n"
        .formatted(
            encode(path.probe()),
            path.peerAgentId(),
            encode(path.address()),
            path.port(),
            baseline.flows(),
            baseline.rttNanos(),
            baseline.jitterNanos(),
            baseline.learnedEpochNanos(),
            baseline.route().map(PathHash::hex).orElse(UNKNOWN));
  }

  private static Optional<PathHash> route(String text) {
    return text.equals(UNKNOWN) ? Optional.empty() : Optional.of(new PathHash(text));
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String decode(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  private static String shortened(String line) {
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }

  private static ParseException mistake(int line, String what) {
    return new ParseException(
        "line " + line + ": " + what + "; without the file the baselines are learned anew", line);
  }
}
