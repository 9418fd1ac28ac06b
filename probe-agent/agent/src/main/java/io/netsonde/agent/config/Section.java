package io.netsonde.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of the file. Its reader asks for each key that it knows and at last calls {@link
 * #refuseOthers}. Whatever is wrong goes to the problems, and reading goes on with a stand-in that
 * never leaves this package, so that one run shows all mistakes.
 */
final class Section {
  private record Entry(Position where, Node value) {}

  private final Reading reading;
  private final String path;
  private final Position where;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  /** Whether the node is no mapping: that its keys are missing then goes without saying. */
  private boolean broken;

  private Section(Reading reading, String path, Position where) {
    this.reading = reading;
    this.path = path;
    this.where = where;
  }

  /** The section that {@code node} is; a problem and an empty one if it is something else. */
  static Section of(Reading reading, String path, Node node) {
    Section section = new Section(reading, path, Position.of(node));
    if (!(node instanceof MappingNode mapping)) {
      section.broken = true;
      reading
          .problems()
          .add(
              section.where,
              (path.isEmpty() ? "" : path + ": ")
                  + "found "
                  + reading.described(path, node)
                  + ", expected a mapping, as in 'key: value'");
      return section;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      section.add(tuple);
    }
    return section;
  }

  private void add(NodeTuple tuple) {
    Position at = Position.of(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      reading.problems().add(at, "found a list or a mapping as a key, expected a word");
      return;
    }
    Entry first = entries.putIfAbsent(key.getValue(), new Entry(at, tuple.getValueNode()));
    if (first != null) {
      reading
          .problems()
          .add(
              at,
              pathOf(key.getValue())
                  + ": found a second time, expected once; it is also at "
                  + first.where
                  + ", remove one");
    }
  }

  Position where() {
    return where;
  }

  /** Where the value of {@code key} stands, or the section where there is none. */
  Position where(String key) {
    Entry entry = entries.get(key);
    return entry == null ? where : Position.of(entry.value);
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void problem(Position at, String what) {
    reading.problems().add(at, what);
  }

  /** A problem with {@code key}, at its value. */
  void problem(String key, String what) {
    problem(where(key), pathOf(key) + ": " + what);
  }

  Set<String> keys() {
    return entries.keySet();
  }

  boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /** The node of {@code key}; empty where it is missing or says nothing. */
  Optional<Node> node(String key) {
    known.add(key);
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    boolean nothing =
        entry.value instanceof ScalarNode scalar
            && reading.scalar(pathOf(key), scalar).kind() == Scalar.Kind.NOTHING;
    return nothing ? Optional.empty() : Optional.of(entry.value);
  }

  Optional<Section> section(String key) {
    return node(key).map(node -> of(reading, pathOf(key), node));
  }

  <T> Optional<T> value(String key, ValueType<T> type) {
    return node(key).flatMap(node -> read(pathOf(key), node, type));
  }

  /** The value of a key that has to be there, else a problem and {@code standIn}. */
  <T> T required(String key, ValueType<T> type, T standIn) {
    if (node(key).isEmpty()) {
      missing(key, type.expected());
    }
    return value(key, type).orElse(standIn);
  }

  /** A whole number of that range, or {@code fallback}. */
  int whole(String key, int least, int most, int fallback) {
    return value(key, ValueTypes.wholeNumber(least, most)).orElse((long) fallback).intValue();
  }

  void missing(String key, String expected) {
    if (!broken) {
      problem(key, "found nothing, expected " + expected);
    }
  }

  boolean isBroken() {
    return broken;
  }

  /** The elements of a list; a problem and none where it is something else. */
  List<Node> list(String key, String expected) {
    return list(key, expected, false);
  }

  private List<Node> list(String key, String expected, boolean secret) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    String found = secret && node.get() instanceof ScalarNode ? "a single value" : described(key);
    problem(key, "found " + found + ", expected " + expected);
    return List.of();
  }

  /** The values of a list. Elements that say nothing are left out. */
  <T> List<T> values(String key, ValueType<T> type) {
    List<T> values = new ArrayList<>();
    List<Node> nodes = list(key, "a list, each element " + type.expected(), type.secret());
    for (int i = 0; i < nodes.size(); i++) {
      read(pathOf(key) + "[" + i + "]", nodes.get(i), type).ifPresent(values::add);
    }
    return values;
  }

  Section element(String key, int index, Node node) {
    return of(reading, pathOf(key) + "[" + index + "]", node);
  }

  String described(String key) {
    Entry entry = entries.get(key);
    return entry == null ? "nothing" : reading.described(pathOf(key), entry.value);
  }

  /** The text of {@code key} if it is a single value. */
  @Nullable String text(String key) {
    return node(key).orElse(null) instanceof ScalarNode scalar
        ? reading.scalar(pathOf(key), scalar).text()
        : null;
  }

  private <T> Optional<T> read(String at, Node node, ValueType<T> type) {
    if (!(node instanceof ScalarNode scalarNode)) {
      problem(Position.of(node), at + ": " + type.complaint(reading.described(at, node), ""));
      return Optional.empty();
    }
    Scalar scalar = reading.scalar(at, scalarNode);
    // An empty secret is no secret: this is what an unset variable leaves between quotes.
    if (scalar.kind() == Scalar.Kind.NOTHING || (type.secret() && scalar.text().isEmpty())) {
      return Optional.empty();
    }
    try {
      return Optional.of(type.parser().parse(scalar));
    } catch (Mistake e) {
      problem(scalar.where(), at + ": " + type.complaint(scalar, e));
      return Optional.empty();
    }
  }

  /** Refuses a key of a feature that this version does not have; null says nothing and may stay. */
  void refuseUnbuilt(String key) {
    if (node(key).isPresent()) {
      Position at = entries.containsKey(key) ? entries.get(key).where : where;
      problem(at, pathOf(key) + ": not in this version; remove this key");
    }
  }

  /** Every key that was not asked for is a problem. */
  void refuseOthers() {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            String advice =
                Spelling.nearest(key, known)
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse("known here: " + String.join(", ", known));
            problem(entry.where, pathOf(key) + ": found an unknown key; " + advice);
          }
        });
  }
}
