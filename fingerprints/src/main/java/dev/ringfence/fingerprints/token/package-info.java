/// Normalised tokens: one alphabet for all languages, two channels of identity.
@NullMarked
package dev.ringfence.fingerprints.token;

import org.jspecify.annotations.NullMarked;
