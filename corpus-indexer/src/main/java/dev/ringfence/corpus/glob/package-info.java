/// Patterns of file names that strangers wrote.
@NullMarked
package dev.ringfence.corpus.glob;

import org.jspecify.annotations.NullMarked;
