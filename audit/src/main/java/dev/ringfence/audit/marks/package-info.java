/// Signs of AI in a history: in messages, names, notes, branches and files. That there is none
/// proves nothing.
@NullMarked
package dev.ringfence.audit.marks;

import org.jspecify.annotations.NullMarked;
