@NullMarked
package io.netsonde.traceroute.net;

import org.jspecify.annotations.NullMarked;
