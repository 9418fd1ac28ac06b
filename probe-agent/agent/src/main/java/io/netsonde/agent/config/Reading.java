package io.netsonde.agent.config;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What goes along while one file is read.
 *
 * @param problems those found so far
 * @param substitution what replaces variables
 * @param scrape where Prometheus scrapes if the file does not say
 */
record Reading(Problems problems, Substitution substitution, HostPort scrape) {

  /** The node's value with variables replaced; what can't be replaced is a problem. */
  Scalar scalar(String path, ScalarNode node) {
    Position where = Position.of(node);
    try {
      Substitution.Outcome outcome = substitution.apply(node.getValue());
      Scalar.Kind kind = outcome.changed() ? Scalar.Kind.SUBSTITUTED : kind(node.getTag());
      // An unset variable with an empty default is how a file says "nothing, unless given".
      boolean nothing = outcome.changed() && outcome.text().isEmpty();
      return new Scalar(outcome.text(), nothing ? Scalar.Kind.NOTHING : kind, where);
    } catch (Mistake e) {
      problems.add(where, path + ": " + e.advice());
      return new Scalar("", Scalar.Kind.NOTHING, where);
    }
  }

  private static Scalar.Kind kind(Tag tag) {
    if (tag.equals(Tag.STR)) {
      return Scalar.Kind.TEXT;
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Scalar.Kind.NUMBER;
    } else if (tag.equals(Tag.BOOL)) {
      return Scalar.Kind.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? Scalar.Kind.NOTHING : Scalar.Kind.TAGGED;
  }

  /** For a message about a node of the wrong type. */
  String described(String path, Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar(path, scalar).described();
      default -> node.getNodeType() == NodeType.SEQUENCE ? "a list" : "a mapping";
    };
  }
}
