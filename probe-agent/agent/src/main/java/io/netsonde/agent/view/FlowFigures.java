package io.netsonde.agent.view;

import io.netsonde.measurement.CycleFigures;
import java.util.OptionalInt;

/**
 * One flow of a measurement.
 *
 * @param number from 0
 * @param sourcePort by which routers tell it from the others; empty where it never got one
 * @param figures what it found
 */
public record FlowFigures(int number, OptionalInt sourcePort, CycleFigures figures) {}
