package io.netsonde.agent.view;

import java.util.List;

/** Columns of text, aligned. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /**
   * The rows as lines.
   *
   * @param rows all of one length; the first ones may be headers
   * @param leftColumns how many columns from the left are flush left; the others are flush right
   */
  static String of(List<List<String>> rows, int leftColumns, String gap) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : gap);
        line.append(i < leftColumns ? row.get(i) + padding : padding + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  static String of(List<List<String>> rows, int leftColumns) {
    return of(rows, leftColumns, GAP);
  }

  /** At most {@code width} characters of {@code text}. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
