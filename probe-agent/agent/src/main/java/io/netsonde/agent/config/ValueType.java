package io.netsonde.agent.config;

/**
 * How one kind of value is read.
 *
 * @param expected for the message, as in "expected ..."
 * @param secret whether a message must not show what was found
 * @param parser turns the scalar into the value
 */
record ValueType<T>(String expected, boolean secret, Parser<T> parser) {
  ValueType(String expected, Parser<T> parser) {
    this(expected, false, parser);
  }

  /** Turns a scalar into a value. */
  interface Parser<T> {
    T parse(Scalar scalar) throws Mistake;
  }

  /** The message about {@code scalar}, which was not understood. */
  String complaint(Scalar scalar, Mistake mistake) {
    String found = secret ? scalar.describedWithoutValue() : scalar.described();
    return complaint(found, mistake.advice());
  }

  String complaint(String found, String advice) {
    return "found " + found + ", expected " + expected + (advice.isEmpty() ? "" : "; " + advice);
  }
}
