/// From a hunk to the places it may come from: seeds, regions, alignment, evidence.
@NullMarked
package dev.ringfence.scanner.match;

import org.jspecify.annotations.NullMarked;
