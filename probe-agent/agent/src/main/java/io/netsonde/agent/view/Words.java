package io.netsonde.agent.view;

import java.util.List;

/** Sentences' parts. */
final class Words {
  private static final int MOST_NAMES = 8;

  private Words() {}

  /** As in "1, 2 and 3". */
  static String list(List<String> names) {
    int last = names.size() - 1;
    if (names.size() > MOST_NAMES) {
      return String.join(", ", names.subList(0, MOST_NAMES))
          + " and "
          + (names.size() - MOST_NAMES)
          + " more";
    }
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
