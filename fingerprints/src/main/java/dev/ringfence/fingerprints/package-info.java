/// Fingerprints of source text: the front door of the core, from text to winnowed shingles.
@NullMarked
package dev.ringfence.fingerprints;

import org.jspecify.annotations.NullMarked;
