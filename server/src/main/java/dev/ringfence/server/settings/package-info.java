/// What a server is started with.
@NullMarked
package dev.ringfence.server.settings;

import org.jspecify.annotations.NullMarked;
