/// What coding tools leave in a repository: git-ai notes, agent traces, Entire checkpoints.
@NullMarked
package dev.ringfence.attest.trace;

import org.jspecify.annotations.NullMarked;
