/// Who answers prompts: an endpoint, a program, a folder of answers; and what that may cost.
@NullMarked
package dev.ringfence.attest.replay.provider;

import org.jspecify.annotations.NullMarked;
