/// What readers and machines are shown; the only room that knows an output format.
@NullMarked
package dev.ringfence.scanner.report;

import org.jspecify.annotations.NullMarked;
