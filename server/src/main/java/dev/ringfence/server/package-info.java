/// A local web app and an API over the scan engine: one process that stays warm, for people in a
/// browser and for programs.
@NullMarked
package dev.ringfence.server;

import org.jspecify.annotations.NullMarked;
