/// The blast radius of a place in a repository: complexity, impact, lifespan, rollback cost and
/// testability, from its files and its history.
@NullMarked
package dev.ringfence.scanner.blast;

import org.jspecify.annotations.NullMarked;
