/// Programs that are run, each to its end or to that of its time limit.
@NullMarked
package dev.ringfence.corpus.process;

import org.jspecify.annotations.NullMarked;
