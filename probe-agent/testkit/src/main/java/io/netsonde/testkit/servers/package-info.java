/**
 * Real servers for tests: the OpenTelemetry Collector and Prometheus as processes of the test, on
 * free ports of the loopback address, with their logs shown when the test fails.
 */
@NullMarked
package io.netsonde.testkit.servers;

import org.jspecify.annotations.NullMarked;
