/// Measurements of the other modules; nothing depends on this one.
@NullMarked
package dev.ringfence.benchmarks;

import org.jspecify.annotations.NullMarked;
