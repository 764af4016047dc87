/// What the matcher knows of the contents of an index.
@NullMarked
package dev.ringfence.scanner.match.origin;

import org.jspecify.annotations.NullMarked;
