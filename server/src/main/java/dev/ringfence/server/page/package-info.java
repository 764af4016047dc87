/// Pages for people: what a report says, laid out for a browser. Knows reports and indexes, and
/// nothing of requests.
@NullMarked
package dev.ringfence.server.page;

import org.jspecify.annotations.NullMarked;
