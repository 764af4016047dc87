/// Lexers as dense tables, compiled from the grammars at build time.
@NullMarked
package dev.ringfence.fingerprints.token.table;

import org.jspecify.annotations.NullMarked;
