/// What is known of functions that may have been written anew from others.
@NullMarked
package dev.ringfence.benchmarks.rewrites;

import org.jspecify.annotations.NullMarked;
