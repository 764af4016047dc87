/// The command line.
@NullMarked
package dev.ringfence.scanner.cli;

import org.jspecify.annotations.NullMarked;
