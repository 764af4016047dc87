/// Tokens from ANTLR lexers: adapters over the generated code in `gen`.
@NullMarked
package dev.ringfence.fingerprints.token.antlr;

import org.jspecify.annotations.NullMarked;
