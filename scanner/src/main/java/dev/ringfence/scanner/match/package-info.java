/// From a hunk to the places it may come from. Each step has a package of its own: `query`,
/// `region`, `alignment`, `evidence`, and `rewrite` beside them.
@NullMarked
package dev.ringfence.scanner.match;

import org.jspecify.annotations.NullMarked;
