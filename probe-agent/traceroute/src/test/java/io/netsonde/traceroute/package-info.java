@NullMarked
package io.netsonde.traceroute;

import org.jspecify.annotations.NullMarked;
