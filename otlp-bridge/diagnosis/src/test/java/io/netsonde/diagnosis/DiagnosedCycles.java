package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import java.util.ArrayList;
import java.util.List;

/** Cycles of one probe, and what a diagnosis finds in them. */
abstract class DiagnosedCycles {
  final PathCycles cycles = new PathCycles();
  final List<Finding> findings = new ArrayList<>();
  final Diagnosis diagnosis =
      new Diagnosis(DiagnosisSettings.DEFAULTS, one -> findings.add((Finding) one));

  /** So many more cycles, each with those flows. */
  final void cycles(int count, CycleFigures... flows) {
    for (int i = 0; i < count; i++) {
      diagnosis.accept(cycles.of(flows));
    }
  }

  /** What has been found that begins, or is over, in order. */
  final List<FindingKind> kinds(Finding.State state) {
    return findings.stream().filter(one -> one.state() == state).map(Finding::kind).toList();
  }
}
