/// How well licenses are found, against people's own reading of the same files.
@NullMarked
package dev.ringfence.benchmarks.licenses;

import org.jspecify.annotations.NullMarked;
