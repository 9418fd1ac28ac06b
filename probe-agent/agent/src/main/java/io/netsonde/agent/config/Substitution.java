package io.netsonde.agent.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables in the place of references: <code>$</code><code>{env:NAME}</code>, and
 * with a default behind <code>:-</code>. Two dollar signs before a brace stand for a literal one.
 *
 * <p>It works on single values after YAML has been understood, so that a variable's content never
 * becomes structure. As in a shell, the default also stands in for an empty variable.
 */
record Substitution(Map<String, String> environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{[^}]*}?");
  private static final Pattern WELL_FORMED =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  /**
   * The outcome.
   *
   * @param text with all references replaced
   * @param changed whether there was any
   */
  record Outcome(String text, boolean changed) {}

  Outcome apply(String text) throws Mistake {
    Matcher references = REFERENCE.matcher(text);
    StringBuilder out = new StringBuilder();
    boolean changed = false;
    while (references.find()) {
      String replacement = "${";
      if (!references.group().equals("$${")) {
        replacement = value(references.group());
        changed = true;
      }
      references.appendReplacement(out, Matcher.quoteReplacement(replacement));
    }
    references.appendTail(out);
    return new Outcome(out.toString(), changed);
  }

  private String value(String reference) throws Mistake {
    Matcher parts = WELL_FORMED.matcher(reference);
    if (!parts.matches()) {
      throw new Mistake(
          "found '"
              + reference
              + "', expected ${env:NAME} or ${env:NAME:-default}; for a literal '${' write '$${'");
    }
    String name = parts.group(1);
    String value = environment.get(name);
    String fallback = parts.group(2);
    if (fallback != null && (value == null || value.isEmpty())) {
      return fallback;
    }
    if (value == null) {
      throw new Mistake(
          "the environment variable "
              + name
              + " is not set; set it, or give a default as in ${env:"
              + name
              + ":-default}");
    }
    return value;
  }
}
