package io.netsonde.agent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers all that is wrong with one file. */
final class Problems {
  /** More than this nobody reads; the rest is counted. */
  private static final int MAX_SHOWN = 50;

  /** A broken generator can make a mistake per value: what is kept is bounded as well. */
  private static final int MAX_KEPT = 10_000;

  private record Problem(Position where, String what) {}

  private final List<Problem> problems = new ArrayList<>();

  void add(Position where, String what) {
    if (problems.size() < MAX_KEPT) {
      problems.add(new Problem(where, what));
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All of them, each with {@code file} and position, as one exception. */
  ConfigException in(String file) {
    List<Problem> distinct =
        problems.stream()
            .distinct()
            .sorted(Comparator.comparing(Problem::where).thenComparing(Problem::what))
            .toList();
    String lines =
        distinct.stream()
            .limit(MAX_SHOWN)
            .map(problem -> file + ":" + problem.where + ": " + problem.what)
            .collect(Collectors.joining("\n"));
    int left = distinct.size() - MAX_SHOWN;
    return new ConfigException(left > 0 ? lines + "\n" + file + ": and " + left + " more" : lines);
  }
}
