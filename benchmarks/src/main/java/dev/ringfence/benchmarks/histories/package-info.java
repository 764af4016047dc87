/// What scans of real histories say, commit by commit.
@NullMarked
package dev.ringfence.benchmarks.histories;

import org.jspecify.annotations.NullMarked;
