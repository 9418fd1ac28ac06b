package io.netsonde.agent.config;

/** A value is not what was expected; the message says what to do, or is empty. */
final class Mistake extends Exception {
  private static final long serialVersionUID = 1L;

  Mistake(String advice) {
    super(advice);
  }

  String advice() {
    String advice = getMessage();
    return advice == null ? "" : advice;
  }
}
