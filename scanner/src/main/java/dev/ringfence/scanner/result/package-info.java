/// What comes of a scan, as data: complete in itself, so that a report can be kept, sent and shown
/// without the index, the repository or the program that made it.
@NullMarked
package dev.ringfence.scanner.result;

import org.jspecify.annotations.NullMarked;
