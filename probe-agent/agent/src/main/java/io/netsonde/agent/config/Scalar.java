package io.netsonde.agent.config;

/**
 * One value of the file, after substitution.
 *
 * @param text as written, without quotes
 * @param kind what YAML takes it for
 * @param where its first character
 */
record Scalar(String text, Kind kind, Position where) {
  private static final int MAX_SHOWN = 60;

  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING,
    /** Contains a variable's value: its type is whatever is expected there. */
    SUBSTITUTED,
    /** Has a tag of its own, which no value here has. */
    TAGGED
  }

  boolean mayBeText() {
    return kind == Kind.TEXT || kind == Kind.SUBSTITUTED;
  }

  boolean mayBeNumber() {
    return kind == Kind.NUMBER || kind == Kind.SUBSTITUTED;
  }

  /** For a message. */
  String described() {
    return switch (kind) {
      case TEXT, SUBSTITUTED -> "'" + shortened() + "'";
      case NUMBER -> "the number " + shortened();
      case BOOLEAN -> "the truth value " + shortened();
      case NOTHING -> "nothing";
      case TAGGED -> "a value with a tag";
    };
  }

  /** For a message about a value that nobody may see. */
  String describedWithoutValue() {
    return switch (kind) {
      case TEXT, SUBSTITUTED -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a truth value";
      case NOTHING, TAGGED -> described();
    };
  }

  private String shortened() {
    String line = text.replace("\n", "\\n").replace("\r", "\\r");
    // Credentials in a URL are not for the terminal either.
    line = line.replaceAll("://[^/@]*@", "://" + Secret.MASK + "@");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }
}
