/// What a change is, as far as git, commit messages and traces show.
@NullMarked
package dev.ringfence.attest.contribution;

import org.jspecify.annotations.NullMarked;
