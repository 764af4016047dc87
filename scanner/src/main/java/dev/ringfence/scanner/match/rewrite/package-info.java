/// Functions that were written anew from others, by their canonical statements.
@NullMarked
package dev.ringfence.scanner.match.rewrite;

import org.jspecify.annotations.NullMarked;
