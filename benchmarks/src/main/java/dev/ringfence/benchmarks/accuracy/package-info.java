/// How often copies are found, how often others are accused: case sets through the real command.
@NullMarked
package dev.ringfence.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
