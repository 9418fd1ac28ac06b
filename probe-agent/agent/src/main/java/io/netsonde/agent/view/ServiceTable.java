package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A web service's checks as a row: how long they take, and the median of each phase. */
public final class ServiceTable {
  private static final List<HttpPhase> SHOWN =
      List.of(HttpPhase.DNS, HttpPhase.CONNECT, HttpPhase.TLS, HttpPhase.WAIT, HttpPhase.TRANSFER);

  /** So many of the latest checks: what a person would call now. */
  private static final int LATEST = 20;

  private ServiceTable() {}

  /** Header and row, every line ended; figures of the latest twenty. */
  public static String of(String name, List<HttpCheck> checks) {
    HttpFigures all = HttpFigures.of(checks);
    HttpFigures latest =
        HttpFigures.of(checks.subList(Math.max(0, checks.size() - LATEST), checks.size()));
    List<String> header = new ArrayList<>(List.of("service", "checks", "failed", "median", "max"));
    List<String> row =
        new ArrayList<>(
            List.of(
                name,
                Integer.toString(all.checks()),
                Integer.toString(all.failed()),
                time(median(latest.total())),
                time(max(latest.total()))));
    for (HttpPhase phase : SHOWN) {
      header.add(phase.label());
      row.add(time(median(latest.phase(phase))));
    }
    return TextTable.of(List.of(header, row), 1, " ");
  }

  private static OptionalLong median(Distribution values) {
    return values.isEmpty() ? OptionalLong.empty() : OptionalLong.of(values.median());
  }

  private static OptionalLong max(Distribution values) {
    return values.isEmpty() ? OptionalLong.empty() : OptionalLong.of(values.max());
  }
}
