/// The guides that a policy stands for.
@NullMarked
package dev.ringfence.attest.guide;

import org.jspecify.annotations.NullMarked;
