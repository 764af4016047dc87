/// A scan from changes to findings, with everything that was not checked.
@NullMarked
package dev.ringfence.scanner.scan;

import org.jspecify.annotations.NullMarked;
