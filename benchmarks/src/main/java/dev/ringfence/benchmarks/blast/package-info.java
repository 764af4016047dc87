/// How well blast radii agree with the core code that projects declare, and which weights agree
/// best.
@NullMarked
package dev.ringfence.benchmarks.blast;

import org.jspecify.annotations.NullMarked;
