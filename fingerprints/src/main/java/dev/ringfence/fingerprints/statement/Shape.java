package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.shingle.Mix;

/// What an [Expression] is.
@SuppressWarnings("EnumOrdinal") // the order of shapes is part of the index's format
enum Shape {
  EMPTY,
  NAME,
  NUMBER,
  STRING,
  NULL,
  MEMBER,
  CALL,
  INDEX,
  LIST,
  TUPLE,
  MAP,
  FUNCTION,
  NEGATIVE,
  NOT,
  INVERT,
  INCREMENT,
  DECREMENT,
  SIZEOF,
  CHOICE,
  ASSIGN,
  AND,
  OR,
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL,
  EQUAL,
  UNEQUAL,
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  REMAINDER,
  POWER,
  BIT_AND,
  BIT_OR,
  BIT_XOR,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  IN,
  INSTANCE,
  OTHERWISE,
  RANGE;

  private final long salt;

  Shape() {
    salt = Mix.mix(0x5bf0_3635_dcf8_1c1dL + ordinal());
  }

  /// What its hashes begin with.
  long salt() {
    return salt;
  }

  /// Whether the order of its parts says nothing.
  boolean isCommutative() {
    return switch (this) {
      case AND, OR, EQUAL, UNEQUAL, ADD, MULTIPLY, BIT_AND, BIT_OR, BIT_XOR -> true;
      default -> false;
    };
  }

  /// Whether `(a op b) op c` is written without its brackets.
  boolean isAssociative() {
    return switch (this) {
      case AND, OR, ADD, MULTIPLY, BIT_AND, BIT_OR, BIT_XOR -> true;
      default -> false;
    };
  }

  /// The comparison that holds where this one does not; itself where it is none.
  Shape opposite() {
    return switch (this) {
      case LESS -> GREATER_EQUAL;
      case LESS_EQUAL -> GREATER;
      case GREATER -> LESS_EQUAL;
      case GREATER_EQUAL -> LESS;
      case EQUAL -> UNEQUAL;
      case UNEQUAL -> EQUAL;
      default -> this;
    };
  }
}
