/// Faults a user can cause: one message with category, place and remedy, and an exit status.
@NullMarked
package dev.ringfence.corpus.diagnostic;

import org.jspecify.annotations.NullMarked;
