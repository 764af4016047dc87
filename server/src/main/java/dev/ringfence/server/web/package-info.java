/// What each address answers: pages and the API.
@NullMarked
package dev.ringfence.server.web;

import org.jspecify.annotations.NullMarked;
