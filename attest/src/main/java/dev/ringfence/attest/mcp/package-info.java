/// What coding tools may call: the tools of the Model Context Protocol.
@NullMarked
package dev.ringfence.attest.mcp;

import org.jspecify.annotations.NullMarked;
