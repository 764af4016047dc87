/// Learns the models that the matcher ships with.
@NullMarked
package dev.ringfence.benchmarks.training;

import org.jspecify.annotations.NullMarked;
