package io.netsonde.agent.view;

import io.netsonde.measurement.Finding;
import java.util.List;

/** Findings as sentences, one after the other, wrapped. */
public final class FindingText {
  private FindingText() {}

  /** Every line ended; nothing where there are none. */
  public static String of(List<Finding> findings) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : findings) {
      String about = finding.probe().isEmpty() ? "" : finding.probe() + ": ";
      wrap(about + finding.sentence(), out);
    }
    return out.toString();
  }

  private static void wrap(String text, StringBuilder out) {
    StringBuilder line = new StringBuilder("-");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > PathTable.WIDTH && line.length() > 2) {
        out.append(line).append('\n');
        line = new StringBuilder(" ");
      }
      line.append(' ').append(word);
    }
    out.append(line).append('\n');
  }
}
