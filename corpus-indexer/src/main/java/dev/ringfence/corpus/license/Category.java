package dev.ringfence.corpus.license;

import java.util.Optional;

/// What a license asks for, in ScanCode's category names. The order is that of strictness here: of
/// `A AND B` the later one counts, of `A OR B` the earlier one.
public enum Category {
  /// No rights reserved, for example `CC0-1.0`.
  PUBLIC_DOMAIN("Public Domain"),
  /// Attribution at most, for example `MIT`.
  PERMISSIVE("Permissive"),
  /// No license known: all rights reserved, but nobody says so.
  UNSTATED("Unstated License"),
  /// Source must be given for the file or library, for example `LGPL-2.1-only`.
  COPYLEFT_LIMITED("Copyleft Limited"),
  /// Source open to read, use restricted, for example `BUSL-1.1`.
  SOURCE_AVAILABLE("Source-available"),
  /// Free of charge, not free, for example an evaluation license.
  PROPRIETARY_FREE("Proprietary Free"),
  /// Free but for a field of use, for example `CC-BY-NC-4.0`.
  FREE_RESTRICTED("Free Restricted"),
  /// Paid for.
  COMMERCIAL("Commercial"),
  /// Source must be given for the whole program, for example `GPL-3.0-only`; network copyleft too.
  COPYLEFT("Copyleft");

  private final String label;

  Category(String label) {
    this.label = label;
  }

  /// ScanCode's name, verbatim.
  public String label() {
    return label;
  }

  /// The category with this name.
  public static Optional<Category> ofLabel(String label) {
    for (Category category : values()) {
      if (category.label.equals(label)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }

  /// Whether code under it may be taken with its notice alone.
  public boolean isPermissive() {
    return this == PERMISSIVE || this == PUBLIC_DOMAIN;
  }
}
