package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.shingle.Mix;

/// A tree of operations in canonical form. Two are equal as far as [#hash] goes: names are left out
/// of it.
final class Expression {
  private static final Expression[] NONE = {};

  /// What is larger keeps its hash, not its parts: no walk over it goes deep.
  static final int MAX_SIZE = 400;

  static final Expression EMPTY = new Expression(Shape.EMPTY, 0, NONE);

  final Shape shape;
  final Expression[] parts;

  /// The hash of shape, parts and, of a number, its value.
  final long hash;

  /// How many nodes it has.
  final int size;

  /// Of a name or a member of one, what it is called; else 0.
  final int name;

  private Expression(Shape shape, int name, long hash, Expression[] parts) {
    this.shape = shape;
    this.name = name;
    this.hash = hash;
    int all = 1;
    for (Expression part : parts) {
      all = Math.min(MAX_SIZE, all + part.size);
    }
    this.size = all;
    this.parts = all < MAX_SIZE ? parts : NONE;
  }

  private Expression(Shape shape, int name, Expression[] parts) {
    this(shape, name, hash(shape, parts), parts);
  }

  private static long hash(Shape shape, Expression[] parts) {
    long h = shape.salt();
    for (Expression part : parts) {
      h = Mix.mix(h * 31 + part.hash);
    }
    return h;
  }

  static Expression of(Shape shape, Expression... parts) {
    return new Expression(shape, 0, parts);
  }

  static Expression name(int spelling) {
    return new Expression(Shape.NAME, spelling, NONE);
  }

  static Expression number(int spelling) {
    return new Expression(Shape.NUMBER, spelling, Mix.mix(Shape.NUMBER.salt() + spelling), NONE);
  }

  /// A member of something.
  ///
  /// @param asName whether a member of a name reads as a name
  static Expression member(Expression of, int spelling, boolean asName) {
    if (asName && of.shape == Shape.NAME) {
      // Spellings have the top bit set, symbols have not.
      return name(
          (int) Mix.mix(((long) of.name << 32) ^ (spelling & 0xffffffffL)) | Integer.MIN_VALUE);
    }
    return new Expression(Shape.MEMBER, spelling, new Expression[] {of});
  }

  boolean is(Shape other) {
    return shape == other;
  }

  /// Whether both are the same, names included.
  boolean isSame(Expression other) {
    if (hash != other.hash || name != other.name || parts.length != other.parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isSame(other.parts[i])) {
        return false;
      }
    }
    return true;
  }
}
