/// The on-disk index, both sides: what is written is read in the same room.
@NullMarked
package dev.ringfence.corpus.index;

import org.jspecify.annotations.NullMarked;
