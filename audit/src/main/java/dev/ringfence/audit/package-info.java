/// Audits a whole history: the front door.
@NullMarked
package dev.ringfence.audit;

import org.jspecify.annotations.NullMarked;
