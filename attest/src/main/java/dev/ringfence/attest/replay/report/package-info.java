/// The outcome, as data and in all formats.
@NullMarked
package dev.ringfence.attest.replay.report;

import org.jspecify.annotations.NullMarked;
