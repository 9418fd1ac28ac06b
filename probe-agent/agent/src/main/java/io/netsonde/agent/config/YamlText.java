package io.netsonde.agent.config;

import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Makes nodes that know their position of a text in YAML 1.2, within bounds. */
final class YamlText {
  /** A configuration has five levels. */
  private static final int MAX_DEPTH = 20;

  /** An alias repeats what its anchor holds: unbounded, a small file would be a large one. */
  private static final int MAX_ALIASES = 50;

  private static final Pattern BARE_IPV6 = Pattern.compile(".*[\\s,]\\[[0-9A-Fa-f:.]*].*");
  private static final Pattern BARE_REFERENCE = Pattern.compile(".*[\\[{].*\\$\\{.*");
  private static final Pattern TAB = Pattern.compile("\\s*\\t.*");

  private final LoadSettings settings;
  private final String text;
  private final Problems problems;

  YamlText(String file, String text, Problems problems) {
    this.text = text;
    this.problems = problems;
    settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new CoreSchema())
            .setCodePointLimit(ConfigFile.MAX_BYTES)
            .setUseMarks(true)
            .build();
  }

  /** The only document, or empty after a problem. */
  Optional<Node> compose() {
    try {
      if (!isBounded()) {
        return Optional.empty();
      }
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isEmpty()) {
        problems.add(
            Position.START,
            "found an empty file, expected a mapping with at least 'agent' and 'reflector' or"
                + " 'probes'");
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      Position where =
          e.getProblemMark().or(e::getContextMark).map(Position::of).orElse(Position.START);
      problems.add(where, "found what is no YAML: " + e.getProblem() + advice(where));
    } catch (ReaderException e) {
      problems.add(
          positionOf(e.getPosition()),
          "found the character U+%04X, expected text; remove it".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.add(Position.START, "found what is no YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private boolean isBounded() {
    int documents = 0;
    int depth = 0;
    int aliases = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      Position where = event.getStartMark().map(Position::of).orElse(Position.START);
      switch (event.getEventId()) {
        case DocumentStart -> documents++;
        case Alias -> aliases++;
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (documents > 1) {
        problems.add(where, "found a second document, expected one; remove what is from '---' on");
      } else if (depth > MAX_DEPTH) {
        problems.add(
            where,
            "found more than " + MAX_DEPTH + " levels, expected the five of a configuration");
      } else if (aliases > MAX_ALIASES) {
        problems.add(
            where, "found more than " + MAX_ALIASES + " aliases; write the values themselves");
      }
      if (!problems.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Position positionOf(int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Position(line, end - before.lastIndexOf('\n'));
  }

  /** What is usually behind a syntax error on a line that looks like this. */
  private String advice(Position where) {
    String line = text.lines().skip(where.line() - 1L).findFirst().orElse("");
    if (TAB.matcher(line).matches()) {
      return "; indent with spaces, not with tabs";
    }
    if (BARE_IPV6.matcher(line).matches()) {
      return "; put an IPv6 address in quotes, as in \"[::1]:5000\"";
    }
    if (BARE_REFERENCE.matcher(line).matches()) {
      return "; within [ ] and { } put ${env:...} in quotes";
    }
    return "";
  }
}
