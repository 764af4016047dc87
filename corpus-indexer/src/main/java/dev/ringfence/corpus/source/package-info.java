/// Where corpora come from: folders, archives, Maven and Debian, fetched by their own clients.
@NullMarked
package dev.ringfence.corpus.source;

import org.jspecify.annotations.NullMarked;
