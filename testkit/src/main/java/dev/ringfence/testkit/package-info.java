/// What tests of several modules share.
@NullMarked
package dev.ringfence.testkit;

import org.jspecify.annotations.NullMarked;
