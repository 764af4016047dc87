/// What an answer would do to a tree, as far as it may.
@NullMarked
package dev.ringfence.attest.replay.answer;

import org.jspecify.annotations.NullMarked;
