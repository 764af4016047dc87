/// The license of a file, with the evidence for it.
@NullMarked
package dev.ringfence.corpus.license;

import org.jspecify.annotations.NullMarked;
