/// The demonstration on freshly fetched works.
@NullMarked
package dev.ringfence.cli.demo;

import org.jspecify.annotations.NullMarked;
