@NullMarked
package io.netsonde.ping;

import org.jspecify.annotations.NullMarked;
