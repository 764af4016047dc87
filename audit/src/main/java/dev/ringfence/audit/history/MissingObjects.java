package dev.ringfence.audit.history;

import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Repository;

/// Why an object of a repository cannot be read, for a reader.
public final class MissingObjects {
  private MissingObjects() {}

  /// Why reading failed.
  public static String why(Repository repository, Exception fault) {
    return switch (fault) {
      case MissingObjectException missing ->
          "object "
              + missing.getObjectId().name()
              + (isPartial(repository)
                  ? " is not in this partial clone, and nothing is fetched during an audit"
                  : isShallow(repository)
                      ? " is not in this shallow clone"
                      : " is not in this clone, or is damaged");
      case CorruptObjectException corrupt -> "damaged object: " + text(corrupt);
      case IncorrectObjectTypeException other -> "an object of another kind: " + text(other);
      case IOException io -> "not readable: " + text(io);
      default -> "not readable: " + fault.getClass().getSimpleName() + ": " + text(fault);
    };
  }

  private static String text(Exception fault) {
    return String.valueOf(fault.getMessage());
  }

  /// Whether objects were left out when the repository was cloned.
  public static boolean isPartial(Repository repository) {
    var config = repository.getConfig();
    return config.getString("extensions", null, "partialClone") != null
        || config.getSubsections("remote").stream()
            .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
  }

  /// Whether history was cut off when the repository was cloned.
  public static boolean isShallow(Repository repository) {
    return Files.exists(repository.getCommonDirectory().toPath().resolve("shallow"));
  }
}
