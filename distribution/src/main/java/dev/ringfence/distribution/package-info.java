/// Makes the archive that people install: a Java runtime, the program, its manual and its licenses.
@NullMarked
package dev.ringfence.distribution;

import org.jspecify.annotations.NullMarked;
