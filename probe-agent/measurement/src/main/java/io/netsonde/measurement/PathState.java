package io.netsonde.measurement;

/**
 * A flow's session with its peer was gained or lost. Published once per change, and once as down
 * when a probe starts.
 *
 * @param path the path
 * @param flow the flow's number, from 0
 * @param flows how many flows the probe has
 * @param up whether a session is held
 * @param epochNanos when, in nanoseconds since the Unix epoch
 */
public record PathState(Path path, int flow, int flows, boolean up, long epochNanos)
    implements Measurement {}
