/// Requests and answers: who may ask, for how much, and what an answer looks like. Only this
/// package knows the web server's library.
@NullMarked
package dev.ringfence.server.http;

import org.jspecify.annotations.NullMarked;
