/// The `index` commands.
@NullMarked
package dev.ringfence.corpus.cli;

import org.jspecify.annotations.NullMarked;
