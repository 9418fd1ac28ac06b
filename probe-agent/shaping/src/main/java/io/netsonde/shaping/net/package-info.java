/**
 * The relay that puts impairments into a real UDP path. It owns sockets and two threads: the
 * receiver's, which stamps and queues what arrives, and the pacer's, which owns the delay lines and
 * sends.
 */
@NullMarked
package io.netsonde.shaping.net;

import org.jspecify.annotations.NullMarked;
