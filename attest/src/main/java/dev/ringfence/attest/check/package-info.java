/// What of it is missing or does not hold for a change.
@NullMarked
package dev.ringfence.attest.check;

import org.jspecify.annotations.NullMarked;
