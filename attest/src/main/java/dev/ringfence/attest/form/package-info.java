/// The part of a pull request that speaks of AI: read as people write it, and drafted.
@NullMarked
package dev.ringfence.attest.form;

import org.jspecify.annotations.NullMarked;
