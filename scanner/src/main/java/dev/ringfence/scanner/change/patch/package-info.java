/// Reads patches in the forms that tools, mailers and assistants give them: what they add, file by
/// file, and what of them could not be read.
@NullMarked
package dev.ringfence.scanner.change.patch;

import org.jspecify.annotations.NullMarked;
