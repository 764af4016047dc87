/// Reports of an audit, from its state alone.
@NullMarked
package dev.ringfence.audit.report;

import org.jspecify.annotations.NullMarked;
