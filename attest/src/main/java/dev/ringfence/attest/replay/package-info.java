/// Asks the prompts of kept records again, and compares what comes with what was merged.
@NullMarked
package dev.ringfence.attest.replay;

import org.jspecify.annotations.NullMarked;
