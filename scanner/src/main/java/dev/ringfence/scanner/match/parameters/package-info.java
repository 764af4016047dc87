/// The numbers of matching and the models that were learnt for it.
@NullMarked
package dev.ringfence.scanner.match.parameters;

import org.jspecify.annotations.NullMarked;
