/**
 * The wire between two agents: docs/protocol.md. {@link io.netsonde.trafficsim.wire.PacketCodec}
 * reads and writes {@link io.netsonde.trafficsim.wire.Packet}s at fixed offsets, and gives anything
 * in another valid protobuf encoding to the generated parser.
 */
@NullMarked
package io.netsonde.trafficsim.wire;

import org.jspecify.annotations.NullMarked;
