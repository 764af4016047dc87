/// Provenance records: who and what wrote which lines, kept so that a merge does not lose it.
@NullMarked
package dev.ringfence.attest.provenance;

import org.jspecify.annotations.NullMarked;
