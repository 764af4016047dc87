/// What speaks for a copy and what against it, in bits.
@NullMarked
package dev.ringfence.scanner.match.evidence;

import org.jspecify.annotations.NullMarked;
