/// Source text, its language and its line numbers; knows no file system.
@NullMarked
package dev.ringfence.fingerprints.source;

import org.jspecify.annotations.NullMarked;
