/// Completion scripts for shells, made from the commands themselves.
@NullMarked
package dev.ringfence.cli.completion;

import org.jspecify.annotations.NullMarked;
