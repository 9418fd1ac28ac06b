@NullMarked
package io.netsonde.ping.net;

import org.jspecify.annotations.NullMarked;
