/// The functions of a text: by JavaParser for Java, by tokens for the other languages.
@NullMarked
package dev.ringfence.scanner.structure;

import org.jspecify.annotations.NullMarked;
