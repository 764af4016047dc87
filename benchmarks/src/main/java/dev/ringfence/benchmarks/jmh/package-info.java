/// JMH benchmarks, one class a stage, on real source.
@NullMarked
package dev.ringfence.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
