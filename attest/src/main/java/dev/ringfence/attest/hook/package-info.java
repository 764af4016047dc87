/// What coding tools send after an edit, and the answer.
@NullMarked
package dev.ringfence.attest.hook;

import org.jspecify.annotations.NullMarked;
