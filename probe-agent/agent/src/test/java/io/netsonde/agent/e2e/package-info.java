/**
 * The real program, as processes, from end to end: over the loopback and between network
 * namespaces, into a real collector and a real Prometheus.
 */
@NullMarked
package io.netsonde.agent.e2e;

import org.jspecify.annotations.NullMarked;
