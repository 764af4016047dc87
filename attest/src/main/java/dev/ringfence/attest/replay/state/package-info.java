/// What a run has done so far, so that it can go on.
@NullMarked
package dev.ringfence.attest.replay.state;

import org.jspecify.annotations.NullMarked;
