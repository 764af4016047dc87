/// TOML files that people write: typed reading with a fault that names file, line and remedy.
@NullMarked
package dev.ringfence.corpus.toml;

import org.jspecify.annotations.NullMarked;
