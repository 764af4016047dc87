/// The contract of the lexers, checked over whole corpora.
@NullMarked
package dev.ringfence.benchmarks.lexers;

import org.jspecify.annotations.NullMarked;
