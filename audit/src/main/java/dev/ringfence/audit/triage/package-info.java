/// What people decided about findings.
@NullMarked
package dev.ringfence.audit.triage;

import org.jspecify.annotations.NullMarked;
