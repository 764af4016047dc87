/// Reads a history: which commits there are, in which order, and what each does to which file.
@NullMarked
package dev.ringfence.audit.history;

import org.jspecify.annotations.NullMarked;
