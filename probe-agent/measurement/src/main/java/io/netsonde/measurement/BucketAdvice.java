package io.netsonde.measurement;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bounds of explicit buckets, fit for what networks do. */
final class BucketAdvice {
  /** Steps within a decade, each about half as large again as the one before (IEC 60063, E6). */
  private static final List<String> STEPS = List.of("1", "1.5", "2.2", "3.3", "4.7", "6.8");

  /** 10 microseconds to 10 s, six a decade. */
  static final List<Double> SECONDS =
      Stream.concat(
              IntStream.rangeClosed(-5, 0)
                  .boxed()
                  .flatMap(decade -> STEPS.stream().map(step -> step + "e" + decade)),
              Stream.of("10"))
          .map(Double::valueOf)
          .toList();

  /** Of garbage collections, in seconds, as OpenTelemetry's convention has them. */
  static final List<Double> COLLECTIONS = List.of(0.01, 0.1, 1.0, 10.0);

  /** Of HTTP requests, in seconds, as OpenTelemetry's convention has them. */
  static final List<Double> REQUESTS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  /** Packets lost in a row: each short run for itself, then up to an outage of many cycles. */
  static final List<Double> PACKETS =
      List.of(1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0, 1000.0);

  private BucketAdvice() {}
}
