/// What a match means where it lands: zones, severity, findings, verdict.
@NullMarked
package dev.ringfence.scanner.policy;

import org.jspecify.annotations.NullMarked;
