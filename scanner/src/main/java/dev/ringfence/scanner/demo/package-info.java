/// The demonstration on freshly fetched works.
@NullMarked
package dev.ringfence.scanner.demo;

import org.jspecify.annotations.NullMarked;
