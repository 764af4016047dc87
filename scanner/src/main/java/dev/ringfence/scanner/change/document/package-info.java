/// Code inside of documents: notebooks, pages, Markdown, reStructuredText, YAML and plain text.
@NullMarked
package dev.ringfence.scanner.change.document;

import org.jspecify.annotations.NullMarked;
