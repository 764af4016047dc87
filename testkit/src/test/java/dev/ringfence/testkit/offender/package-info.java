/// Code that breaks the rules of architecture, one rule a class.
@NullMarked
package dev.ringfence.testkit.offender;

import org.jspecify.annotations.NullMarked;
