/// Where in the index something like a hunk stands: seeds, contents, diagonals.
@NullMarked
package dev.ringfence.scanner.match.region;

import org.jspecify.annotations.NullMarked;
