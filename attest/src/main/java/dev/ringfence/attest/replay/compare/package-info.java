/// How alike two trees are, function by function.
@NullMarked
package dev.ringfence.attest.replay.compare;

import org.jspecify.annotations.NullMarked;
