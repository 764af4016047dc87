/// What is scanned: changes from patches, git ranges and working trees, cut into hunks.
@NullMarked
package dev.ringfence.scanner.change;

import org.jspecify.annotations.NullMarked;
