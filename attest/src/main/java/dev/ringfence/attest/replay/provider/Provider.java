package dev.ringfence.attest.replay.provider;

import java.io.IOException;

/// Answers prompts.
public interface Provider {
  /// What it is, for a reader: kind, model and address. Never a key.
  String description();

  /// Asks once, and again where a fault may pass.
  ///
  /// @param spending what may be spent; each request is entered before it is sent
  Reply ask(Ask ask, Spending spending) throws IOException, InterruptedException;
}
