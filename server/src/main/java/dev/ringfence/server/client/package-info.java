/// How a program finds a server and asks it.
@NullMarked
package dev.ringfence.server.client;

import org.jspecify.annotations.NullMarked;
