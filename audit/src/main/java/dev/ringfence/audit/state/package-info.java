/// What an audit knows so far, in one file.
@NullMarked
package dev.ringfence.audit.state;

import org.jspecify.annotations.NullMarked;
