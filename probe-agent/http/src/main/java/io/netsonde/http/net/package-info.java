/**
 * The client, its sockets and its threads. {@link io.netsonde.http.net.HttpProber} checks one
 * target, {@link io.netsonde.http.net.HttpProbes} any number of them on a schedule.
 */
@NullMarked
package io.netsonde.http.net;

import org.jspecify.annotations.NullMarked;
