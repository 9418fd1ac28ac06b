/** Names and their addresses: the resolver's messages and the files that stand before it; pure. */
@NullMarked
package io.netsonde.http.dns;

import org.jspecify.annotations.NullMarked;
