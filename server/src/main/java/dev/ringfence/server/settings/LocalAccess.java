package dev.ringfence.server.settings;

import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.util.Map;

/// Commands that the server runs for the user who started it, with an engine that is warm. They may
/// name any file that this user can read; so they take a key of their own, which is new at every
/// start, and which only this user's files tell.
///
/// @param key what a caller must know
/// @param commands the commands by name
public record LocalAccess(String key, Map<String, Command> commands) {
  public LocalAccess {
    commands = Map.copyOf(commands);
  }

  /// A command.
  @FunctionalInterface
  public interface Command {
    /// Answers a question.
    byte[] answer(ScanEngine engine, byte[] question) throws IOException;
  }
}
