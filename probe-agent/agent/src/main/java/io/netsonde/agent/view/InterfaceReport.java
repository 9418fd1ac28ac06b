package io.netsonde.agent.view;

import io.netsonde.netio.interfaces.Candidate;
import io.netsonde.netio.interfaces.InterfaceChoice;
import io.netsonde.netio.interfaces.InterfaceChoice.Ranked;
import io.netsonde.netio.interfaces.LinkKind;
import io.netsonde.netio.interfaces.LocalInterface;
import io.netsonde.netio.interfaces.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which interface a probe would use and why, as comments in YAML. */
public final class InterfaceReport {
  /** Before the first probe's. */
  public static final String TITLE =
      "# The interfaces that reach each target, by score; * is the one to use. Nothing was sent.\n";

  private static final String COMMENT = "# ";

  private InterfaceReport() {}

  /**
   * A probe's candidates, best first.
   *
   * @param target as configured
   * @param only the one interface that it may use; empty for any
   */
  public static String of(
      String probe, String target, Survey survey, InterfaceChoice choice, Optional<String> only) {
    StringBuilder out = new StringBuilder();
    out.append(probe).append(": ").append(target);
    String address = survey.target().getHostAddress();
    out.append(target.startsWith(address + ":") ? "" : " is " + address);
    only.ifPresent(name -> out.append(", only by ").append(name));
    out.append('\n');
    if (choice.ranking().isEmpty()) {
      String which = only.isPresent() ? "this interface does not lead" : "no interface leads";
      out.append("  ").append(which).append(" there\n");
    } else {
      out.append(table(choice));
    }
    out.append(others("less specific routes by ", survey.lessSpecific()));
    out.append(others("no route by ", survey.without()));
    return commented(out.toString());
  }

  /** A probe whose target has no address. */
  public static String unresolved(String probe, String target) {
    return commented(probe + ": " + target + " does not resolve on this host at present\n");
  }

  private static String table(InterfaceChoice choice) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(" ", "interface", "address", "score", "because"));
    for (Ranked ranked : choice.ranking()) {
      Candidate candidate = ranked.candidate();
      rows.add(
          List.of(
              rows.size() == 1 ? "*" : " ",
              candidate.name(),
              candidate.source().getHostAddress(),
              "%5d".formatted(ranked.score().total()),
              ranked.score().toString()));
    }
    return TextTable.of(rows, rows.getFirst().size(), " ");
  }

  private static String others(String what, List<LocalInterface> interfaces) {
    String names =
        interfaces.stream()
            .filter(each -> each.kind() != LinkKind.LOOPBACK)
            .map(LocalInterface::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "  " + what + names + "\n";
  }

  /** Whatever stands in a name, it must not end the comment. */
  private static String commented(String text) {
    return text.lines()
        .map(line -> COMMENT + line.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?") + "\n")
        .collect(Collectors.joining());
  }
}
