package dev.ringfence.corpus.index;

import java.util.Optional;

/// Why a work is in the index.
public enum Role {
  /// To be found.
  COPYLEFT("copyleft"),
  /// To know what is common, and where permissive code has the same lines.
  BACKGROUND("background");

  private final String id;

  Role(String id) {
    this.id = id;
  }

  /// The name in options and records.
  public String id() {
    return id;
  }

  /// The role with this name.
  public static Optional<Role> ofId(String id) {
    for (Role role : values()) {
      if (role.id.equals(id)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
