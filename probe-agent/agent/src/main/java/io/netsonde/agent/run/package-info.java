/**
 * What the commands do: the only place where measuring rooms, telemetry and configuration meet.
 * Each {@link io.netsonde.agent.Run} puts its parts together, starts them, waits, and closes them
 * in reverse order.
 */
@NullMarked
package io.netsonde.agent.run;

import org.jspecify.annotations.NullMarked;
