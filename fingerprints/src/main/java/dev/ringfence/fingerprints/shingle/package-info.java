/// Hashes of runs of k tokens.
@NullMarked
package dev.ringfence.fingerprints.shingle;

import org.jspecify.annotations.NullMarked;
