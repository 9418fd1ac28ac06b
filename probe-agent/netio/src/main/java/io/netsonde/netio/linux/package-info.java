/**
 * The Linux kernel's socket calls over the foreign-function interface: what the JDK's channels do
 * not offer (stamps, batches, control messages, devices). 64-bit little-endian Linux, x86-64 and
 * arm64, whose layouts here differ in one place only (epoll_event). For {@code io.netsonde.netio}
 * alone; nothing here knows what is measured.
 *
 * <p>Calls return what the kernel returns, or the negative error number: see {@link
 * io.netsonde.netio.linux.Errno}.
 */
@NullMarked
package io.netsonde.netio.linux;

import org.jspecify.annotations.NullMarked;
