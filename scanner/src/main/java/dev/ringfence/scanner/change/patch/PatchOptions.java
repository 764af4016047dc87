package dev.ringfence.scanner.change.patch;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// How a patch is read.
///
/// @param strip how many components go before each path, as `patch -p` takes them; empty to find
///   out
/// @param paths decides where a patch leaves a choice
/// @param blobs the content of a git object by its id, where it is at hand; for binary deltas
public record PatchOptions(
    OptionalInt strip, PathChoice paths, Function<String, Optional<byte[]>> blobs) {
  /// Nothing but the patch.
  public static final PatchOptions DEFAULT =
      new PatchOptions(OptionalInt.empty(), PathChoice.LIKELIEST, _ -> Optional.empty());
}
