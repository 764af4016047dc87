package dev.ringfence.attest.contribution;

import java.util.Optional;

/// A tool that helped, as far as is known.
///
/// @param tool its name
/// @param version its version
/// @param model the model behind it, with its version
/// @param evidence what says so
public record ToolUse(
    String tool, Optional<String> version, Optional<String> model, String evidence) {
  /// The tool and its version, as a form has them.
  public String nameAndVersion() {
    return tool + version.map(known -> " " + known).orElse("");
  }

  /// Whether it is the same tool and model, whatever says so.
  public boolean sameAs(ToolUse other) {
    return tool.equalsIgnoreCase(other.tool)
        && model.orElse("").equalsIgnoreCase(other.model.orElse(""));
  }
}
