/// How size, rate and latency grow with the corpus.
@NullMarked
package dev.ringfence.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
