/// The project's own code, as a change finds it: what stood in the base commit is no news.
@NullMarked
package dev.ringfence.scanner.own;

import org.jspecify.annotations.NullMarked;
