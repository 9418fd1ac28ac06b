package io.netsonde.agent.view;

import io.netsonde.diagnosis.RunVerdict;
import java.util.stream.Collectors;

/** What a run shows, for people: how its figures end. */
public final class RunText {
  private RunText() {}

  /** An empty line and a line for each sentence, all ended. */
  public static String of(RunVerdict verdict) {
    return verdict.sentences().stream()
        .map(sentence -> Printable.of(sentence) + "\n")
        .collect(Collectors.joining("", "\n", ""));
  }
}
