package io.netsonde.diagnosis;

import io.netsonde.measurement.Finding;
import java.util.List;

/**
 * What one run shows.
 *
 * @param findings what stands out beyond chance, begun as long as the run lasted; often none
 * @param sentences what a person would say of the run, never empty: those of the findings, what the
 *     loss is known to be, which way packets are held up
 */
public record RunVerdict(List<Finding> findings, List<String> sentences) {
  public RunVerdict {
    findings = List.copyOf(findings);
    sentences = List.copyOf(sentences);
  }
}
