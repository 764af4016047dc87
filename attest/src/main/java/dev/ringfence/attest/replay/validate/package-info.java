/// Commands that are run on trees, within limits.
@NullMarked
package dev.ringfence.attest.replay.validate;

import org.jspecify.annotations.NullMarked;
