/// Statements and expressions in one canonical form, whatever way and language they are written in,
/// read from tokens; and what of them tells a function from others.
@NullMarked
package dev.ringfence.fingerprints.statement;

import org.jspecify.annotations.NullMarked;
