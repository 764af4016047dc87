/// What became of a copy: where its lines live now, in which releases they went out, who depends on
/// them, and what taking them out would touch.
@NullMarked
package dev.ringfence.audit.answer;

import org.jspecify.annotations.NullMarked;
