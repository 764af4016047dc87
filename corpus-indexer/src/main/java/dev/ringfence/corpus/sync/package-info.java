/// Corpus files: which works an index should hold, and bringing it there.
@NullMarked
package dev.ringfence.corpus.sync;

import org.jspecify.annotations.NullMarked;
