/// The reports that a server keeps.
@NullMarked
package dev.ringfence.server.store;

import org.jspecify.annotations.NullMarked;
