/// Pairs of tokens of a hunk and a content, in order: stretches, and chains of them.
@NullMarked
package dev.ringfence.scanner.match.alignment;

import org.jspecify.annotations.NullMarked;
