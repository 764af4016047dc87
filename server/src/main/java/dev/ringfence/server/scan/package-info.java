/// The scans of a server: an index that can be swapped while it is used, and a desk where requests
/// wait for their turn.
@NullMarked
package dev.ringfence.server.scan;

import org.jspecify.annotations.NullMarked;
