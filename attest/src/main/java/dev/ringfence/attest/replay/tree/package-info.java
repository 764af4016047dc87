/// Working trees to throw away.
@NullMarked
package dev.ringfence.attest.replay.tree;

import org.jspecify.annotations.NullMarked;
