/// Selection of fingerprints among hashes; knows no text, language or file.
@NullMarked
package dev.ringfence.fingerprints.winnow;

import org.jspecify.annotations.NullMarked;
