/// A hunk with what each of its tokens weighs.
@NullMarked
package dev.ringfence.scanner.match.query;

import org.jspecify.annotations.NullMarked;
