package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.token.Alphabet;
import org.jspecify.annotations.Nullable;

/// What symbols do in statements and expressions, whatever the language.
final class Words {
  /// What a word or operator does where a statement or an operand may begin.
  enum Role {
    NONE,
    /// Says nothing by itself: `else`, `do`, `try`.
    FILLER,
    IF,
    /// `unless`: the opposite holds.
    UNLESS,
    WHILE,
    UNTIL,
    FOR,
    SWITCH,
    CASE,
    /// Heads that are passed over: `catch (E e)`.
    HANDLER,
    RETURN,
    THROW,
    JUMP,
    DEFINITION,
    TYPE,
    /// Begins a declaration of a name: `let`, `var`.
    BINDING,
    NULL,
    TRUE,
    FALSE,
    THIS,
    FUNCTION,
    LAMBDA,
    CAST,
    /// A prefix that changes nothing here: `&`, `new`, `await`.
    PREFIX,
    STAR,
    NOT,
    MINUS,
    INVERT,
    STEP,
    SIZEOF
  }

  /// Strength of operators, the tighter the higher.
  static final int ASSIGNMENT = 1;

  static final int CHOICE = 2;
  static final int NEGATED = 6;
  static final int COMPARED = 7;
  static final int PREFIXED = 14;

  private static final Role[] ROLES = new Role[Alphabet.size()];
  private static final @Nullable Shape[] BINARY = new Shape[Alphabet.size()];
  private static final byte[] STRENGTH = new byte[Alphabet.size()];

  /// Of assignments that are an operation too, that; [Shape#ASSIGN] for a plain one.
  private static final @Nullable Shape[] ASSIGNMENTS = new Shape[Alphabet.size()];

  private static final boolean[] MEMBER = new boolean[Alphabet.size()];

  static {
    for (int i = 0; i < ROLES.length; i++) {
      ROLES[i] = Role.NONE;
    }
    role(
        Role.FILLER,
        "else do try finally then unsafe async defer pub export default end fi done esac endif"
            + " enddo loop begin pass rescue ensure extern go static inline final synchronized"
            + " override open public private protected internal abstract virtual native"
            + " transient volatile crate move impl where readonly suspend tailrec noexcept sealed"
            + " fallthrough @autoreleasepool @try @finally call unchecked checked fixed nogil");
    role(Role.IF, "if elif elsif elseif guard #if #ifdef #elif when");
    role(Role.UNLESS, "unless #ifndef");
    role(Role.WHILE, "while");
    role(Role.UNTIL, "until");
    role(Role.FOR, "for foreach parfor");
    role(Role.SWITCH, "switch match select");
    role(Role.CASE, "case");
    role(Role.HANDLER, "catch except @catch @synchronized global nonlocal");
    role(Role.RETURN, "return yield co_return co_yield");
    role(Role.THROW, "throw raise die @throw");
    role(Role.JUMP, "break continue goto next last redo retry #else #endif #undef");
    role(
        Role.DEFINITION,
        "def class func fn sub struct union enum interface trait namespace template typedef using"
            + " import package from extends implements module subroutine program record"
            + " @interface @implementation @protocol @end @property type use throws constructor"
            + " init deinit extension protocol companion static_assert #define mod procedure");
    role(Role.FUNCTION, "function fun");
    role(
        Role.TYPE,
        "int long short char float double unsigned signed void bool boolean byte const register"
            + " restrict constexpr mutable uint ulong ushort sbyte decimal string _Bool _Complex"
            + " bint dyn typename typeof decltype thread_local __restrict__ BOOL chan id integer"
            + " real logical character complex dimension allocatable pointer target parameter"
            + " cdef cpdef ctypedef params out inout ref mut auto __global __local __private");
    role(Role.BINDING, "let var val my our local");
    role(Role.NULL, "NULL null nullptr None nil undefined Nothing");
    role(Role.TRUE, "true True TRUE YES");
    role(Role.FALSE, "false False FALSE NO");
    role(Role.THIS, "this self super Self $this");
    role(Role.LAMBDA, "lambda");
    role(Role.CAST, "static_cast const_cast reinterpret_cast dynamic_cast");
    role(Role.PREFIX, "& new await delete ... ** @ $ \\ + co_await not_null typeid &mut box");
    role(Role.STAR, "*");
    role(Role.NOT, "! not");
    role(Role.MINUS, "-");
    role(Role.INVERT, "~");
    role(Role.STEP, "++ --");
    role(Role.SIZEOF, "sizeof alignof");

    binary(Shape.POWER, 13, "**");
    binary(Shape.MULTIPLY, 12, "* .* &*");
    binary(Shape.DIVIDE, 12, "/ // ./ %/%");
    binary(Shape.REMAINDER, 12, "% %%");
    binary(Shape.ADD, 11, "+ &+ .+");
    binary(Shape.SUBTRACT, 11, "- &- .-");
    binary(Shape.SHIFT_LEFT, 10, "<<");
    binary(Shape.SHIFT_RIGHT, 10, ">> >>>");
    binary(Shape.BIT_AND, 9, "& &^");
    binary(Shape.BIT_XOR, 9, "^");
    binary(Shape.BIT_OR, 8, "|");
    binary(Shape.RANGE, 8, ".. ..= ..< :::");
    binary(Shape.LESS, COMPARED, "< lt .<");
    binary(Shape.LESS_EQUAL, COMPARED, "<= le .<=");
    binary(Shape.GREATER, COMPARED, "> gt .>");
    binary(Shape.GREATER_EQUAL, COMPARED, ">= ge .>=");
    binary(Shape.IN, COMPARED, "in %in%");
    binary(Shape.INSTANCE, COMPARED, "instanceof isa");
    binary(Shape.EQUAL, COMPARED, "== === eq .== is");
    binary(Shape.UNEQUAL, COMPARED, "!= !== ne ~= <> .!=");
    binary(Shape.AND, 5, "&& and");
    binary(Shape.OR, 4, "|| or");
    binary(Shape.OTHERWISE, 3, "?? ?:");

    assignment(Shape.ASSIGN, "= := <-");
    assignment(Shape.ADD, "+= .+=");
    assignment(Shape.SUBTRACT, "-= .-=");
    assignment(Shape.MULTIPLY, "*= .*=");
    assignment(Shape.DIVIDE, "/= //= ./=");
    assignment(Shape.REMAINDER, "%=");
    assignment(Shape.POWER, "**=");
    assignment(Shape.BIT_AND, "&= &^=");
    assignment(Shape.BIT_OR, "|=");
    assignment(Shape.BIT_XOR, "^=");
    assignment(Shape.SHIFT_LEFT, "<<=");
    assignment(Shape.SHIFT_RIGHT, ">>= >>>=");
    assignment(Shape.AND, "&&=");
    assignment(Shape.OR, "||=");
    assignment(Shape.OTHERWISE, "??=");
    for (String word : ". -> :: ?. &. ?->".split(" ", -1)) {
      int symbol = Alphabet.ofOperator(word);
      MEMBER[symbol] = symbol != Alphabet.UNKNOWN;
    }
  }

  private Words() {}

  private static void role(Role role, String words) {
    for (String word : words.split(" ", -1)) {
      int symbol = Alphabet.ofOperator(word);
      if (symbol != Alphabet.UNKNOWN) {
        ROLES[symbol] = role;
      }
    }
  }

  private static void binary(Shape shape, int strength, String words) {
    for (String word : words.split(" ", -1)) {
      int symbol = Alphabet.ofOperator(word);
      if (symbol != Alphabet.UNKNOWN) {
        BINARY[symbol] = shape;
        STRENGTH[symbol] = (byte) strength;
      }
    }
  }

  private static void assignment(Shape shape, String words) {
    for (String word : words.split(" ", -1)) {
      int symbol = Alphabet.ofOperator(word);
      if (symbol != Alphabet.UNKNOWN) {
        ASSIGNMENTS[symbol] = shape;
      }
    }
  }

  static Role role(int symbol) {
    return ROLES[symbol];
  }

  /// The operation of a symbol between two operands.
  static @Nullable Shape binary(int symbol) {
    return BINARY[symbol];
  }

  static int strength(int symbol) {
    return STRENGTH[symbol];
  }

  static @Nullable Shape assignment(int symbol) {
    return ASSIGNMENTS[symbol];
  }

  /// Whether a name after this symbol is a member of what stands before.
  static boolean isMember(int symbol) {
    return MEMBER[symbol];
  }
}
