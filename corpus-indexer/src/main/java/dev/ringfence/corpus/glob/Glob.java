package dev.ringfence.corpus.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A pattern of file names, in one of three dialects. Matching takes at most the length of the
/// pattern times the length of the path, whatever a stranger has written: all ways to go on are
/// followed at once, none is tried again [1].
///
/// [1] R. Cox, Regular Expression Matching Can Be Simple And Fast, 2007.
public final class Glob {
  /*
   * A chain of nodes. Some are passed without a character: the loops (`*`, `**`), and FOLDERS, which
   * takes zero or more whole folders and is made of two nodes, one at a folder's start and one within
   * its name.
   */
  private enum Kind {
    /// One character; `a`.
    LITERAL,
    /// Any character; `?` of debian/copyright.
    ANY,
    /// Any character but a slash; `?` of gitignore.
    NAME_CHARACTER,
    /// A character of a class; `[a-z]`.
    CLASS,
    /// Any number of characters; `**`.
    ANYTHING,
    /// Any number of characters but slashes; `*`.
    PART_OF_NAME,
    /// At the start of a folder; `**` and its slash.
    FOLDERS,
    /// Within the name of such a folder.
    FOLDER_NAME
  }

  private record Node(Kind kind, int character, int[] ranges, boolean negated) {
    private static final int[] NO_RANGES = {};

    static Node of(Kind kind) {
      return new Node(kind, 0, NO_RANGES, false);
    }

    static Node literal(int character) {
      return new Node(Kind.LITERAL, character, NO_RANGES, false);
    }

    boolean has(int c) {
      boolean found = false;
      for (int i = 0; i < ranges.length; i += 2) {
        found |= ranges[i] <= c && c <= ranges[i + 1];
      }
      return found != negated && c != '/';
    }
  }

  /// Takes no path.
  static final Glob NOTHING = new Glob(List.of(new Node(Kind.CLASS, 0, Node.NO_RANGES, false)));

  private final Node[] nodes;

  private Glob(List<Node> nodes) {
    this.nodes = nodes.toArray(new Node[0]);
  }

  /// A pattern of a machine-readable `debian/copyright`: `*` and `?` take slashes, `\` escapes.
  public static Glob debian(String pattern) {
    List<Node> nodes = new ArrayList<>();
    int[] text = pattern.codePoints().toArray();
    for (int i = 0; i < text.length; i++) {
      switch (text[i]) {
        case '*' -> nodes.add(Node.of(Kind.ANYTHING));
        case '?' -> nodes.add(Node.of(Kind.ANY));
        case '\\' -> nodes.add(Node.literal(i + 1 < text.length ? text[++i] : '\\'));
        default -> nodes.add(Node.literal(text[i]));
      }
    }
    return new Glob(nodes);
  }

  /// A pattern of a `REUSE.toml`: `*` stops at a slash, `**` does not, `\` escapes.
  public static Glob reuse(String pattern) {
    List<Node> nodes = new ArrayList<>();
    int[] text = pattern.codePoints().toArray();
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '*') {
        int stars = stars(text, i);
        nodes.add(Node.of(stars > 1 ? Kind.ANYTHING : Kind.PART_OF_NAME));
        i += stars - 1;
      } else if (text[i] == '\\' && i + 1 < text.length) {
        nodes.add(Node.literal(text[++i]));
      } else {
        nodes.add(Node.literal(text[i]));
      }
    }
    return new Glob(nodes);
  }

  /// The part of a gitignore pattern that is compared with paths, as git's wildmatch reads it: `*`
  /// and `?` stop at slashes, `**` between slashes takes any number of folders, `[...]` is a class.
  ///
  /// @param anywhere whether it may begin in any folder
  public static Glob gitignore(String pattern, boolean anywhere) {
    List<Node> nodes = new ArrayList<>();
    int[] text = pattern.codePoints().toArray();
    if (anywhere) {
      addFolders(nodes);
    }
    int i = 0;
    while (i < text.length) {
      switch (text[i]) {
        case '*' -> i = addStars(nodes, text, i);
        case '?' -> {
          nodes.add(Node.of(Kind.NAME_CHARACTER));
          i++;
        }
        case '[' -> {
          i = addClass(nodes, text, i);
          if (i < 0) {
            return NOTHING;
          }
        }
        case '\\' -> {
          if (i + 1 == text.length) {
            return NOTHING;
          }
          nodes.add(Node.literal(text[i + 1]));
          i += 2;
        }
        default -> nodes.add(Node.literal(text[i++]));
      }
    }
    return new Glob(nodes);
  }

  private static int addStars(List<Node> nodes, int[] text, int from) {
    int next = from + stars(text, from);
    boolean isWhole = next - from == 2 && (from == 0 || text[from - 1] == '/');
    if (isWhole && next < text.length && text[next] == '/') {
      addFolders(nodes);
      return next + 1;
    }
    nodes.add(Node.of(isWhole && next == text.length ? Kind.ANYTHING : Kind.PART_OF_NAME));
    return next;
  }

  private static int stars(int[] text, int from) {
    int end = from;
    while (end < text.length && text[end] == '*') {
      end++;
    }
    return end - from;
  }

  private static void addFolders(List<Node> nodes) {
    nodes.add(Node.of(Kind.FOLDERS));
    nodes.add(Node.of(Kind.FOLDER_NAME));
  }

  /// Adds the class that begins at an opening bracket.
  ///
  /// @return where it ends, or -1 where it does not: git then takes nothing
  private static int addClass(List<Node> nodes, int[] text, int open) {
    int i = open + 1;
    boolean negated = i < text.length && (text[i] == '!' || text[i] == '^');
    if (negated) {
      i++;
    }
    int[] ranges = new int[16];
    int count = 0;
    for (int first = i; i < text.length && (text[i] != ']' || i == first); ) {
      int[] named =
          i + 1 < text.length && text[i] == '[' && text[i + 1] == ':' ? named(text, i) : null;
      if (named != null) {
        int end = i + 2;
        while (text[end] != ']') {
          end++;
        }
        i = end + 1;
        if (named.length == 0) {
          return -1;
        }
      } else {
        if (text[i] == '\\' && i + 1 < text.length) {
          i++;
        }
        int low = text[i++];
        int high = low;
        if (i + 1 < text.length && text[i] == '-' && text[i + 1] != ']') {
          i++;
          if (text[i] == '\\' && i + 1 < text.length) {
            i++;
          }
          high = text[i++];
        }
        // git takes the first even where the range is empty.
        named = new int[] {low, low, low, high};
      }
      if (count + named.length > ranges.length) {
        ranges = Arrays.copyOf(ranges, Math.max(ranges.length * 2, count + named.length));
      }
      System.arraycopy(named, 0, ranges, count, named.length);
      count += named.length;
    }
    if (i >= text.length) {
      return -1;
    }
    nodes.add(new Node(Kind.CLASS, 0, Arrays.copyOf(ranges, count), negated));
    return i + 1;
  }

  /// The ranges of `[:name:]`; empty for an unknown name, null where it is no such class.
  @SuppressWarnings("ReturnsNullCollection")
  private static int @org.jspecify.annotations.Nullable [] named(int[] text, int open) {
    int end = open + 2;
    while (end < text.length && text[end] != ']') {
      end++;
    }
    if (end >= text.length || text[end - 1] != ':' || end - 1 < open + 2) {
      return null;
    }
    return switch (new String(text, open + 2, end - 1 - (open + 2))) {
      case "alnum" -> new int[] {'0', '9', 'A', 'Z', 'a', 'z'};
      case "alpha" -> new int[] {'A', 'Z', 'a', 'z'};
      case "blank" -> new int[] {' ', ' ', '\t', '\t'};
      case "cntrl" -> new int[] {0, 31, 127, 127};
      case "digit" -> new int[] {'0', '9'};
      case "graph" -> new int[] {33, 126};
      case "lower" -> new int[] {'a', 'z'};
      case "print" -> new int[] {32, 126};
      case "punct" -> new int[] {33, 47, 58, 64, 91, 96, 123, 126};
      case "space" -> new int[] {9, 13, ' ', ' '};
      case "upper" -> new int[] {'A', 'Z'};
      case "xdigit" -> new int[] {'0', '9', 'A', 'F', 'a', 'f'};
      default -> new int[0];
    };
  }

  /// Whether it takes a text as a whole.
  public boolean matches(String text) {
    return matches(text, false, true);
  }

  /// Whether it takes a path or, where asked, a folder that the path lies in.
  ///
  /// @param folders whether a match of a folder above counts
  /// @param whole whether a match of the path itself counts
  public boolean matches(String path, boolean folders, boolean whole) {
    States now = new States(nodes.length + 1);
    States next = new States(nodes.length + 1);
    add(now, 0);
    for (int at = 0; at < path.length(); ) {
      int c = path.codePointAt(at);
      if (folders && c == '/' && now.has(nodes.length)) {
        return true;
      }
      next.clear();
      for (int i = 0; i < now.size; i++) {
        step(now.states[i], c, next);
      }
      if (next.size == 0) {
        return false;
      }
      States swap = now;
      now = next;
      next = swap;
      at += Character.charCount(c);
    }
    return whole && now.has(nodes.length);
  }

  private void step(int state, int c, States next) {
    if (state == nodes.length) {
      return;
    }
    Node node = nodes[state];
    switch (node.kind()) {
      case LITERAL -> {
        if (c == node.character()) {
          add(next, state + 1);
        }
      }
      case ANY -> add(next, state + 1);
      case NAME_CHARACTER -> {
        if (c != '/') {
          add(next, state + 1);
        }
      }
      case CLASS -> {
        if (node.has(c)) {
          add(next, state + 1);
        }
      }
      case ANYTHING -> add(next, state);
      case PART_OF_NAME -> {
        if (c != '/') {
          add(next, state);
        }
      }
      case FOLDERS -> {
        if (c != '/') {
          add(next, state + 1);
        }
      }
      case FOLDER_NAME -> add(next, c == '/' ? state - 1 : state);
    }
  }

  /// Adds a state and those that follow from it without a character.
  private void add(States set, int from) {
    int state = from;
    while (set.add(state) && state < nodes.length) {
      switch (nodes[state].kind()) {
        case ANYTHING, PART_OF_NAME -> state++;
        case FOLDERS -> state += 2;
        default -> {
          return;
        }
      }
    }
  }

  /// A set of states in the order in which they came.
  private static final class States {
    private final int[] states;
    private final int[] marks;
    private int mark = 1;
    private int size;

    States(int capacity) {
      states = new int[capacity];
      marks = new int[capacity];
    }

    void clear() {
      size = 0;
      mark++;
    }

    boolean has(int state) {
      return marks[state] == mark;
    }

    boolean add(int state) {
      if (has(state)) {
        return false;
      }
      marks[state] = mark;
      states[size++] = state;
      return true;
    }
  }
}
