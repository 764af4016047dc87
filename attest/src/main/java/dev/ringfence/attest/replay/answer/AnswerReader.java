package dev.ringfence.attest.replay.answer;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands what a model answered: a unified diff, or fenced blocks [1] each with the whole text
/// of a file whose path stands beside it.
///
/// [1] CommonMark 0.31.2, fenced code blocks.
public final class AnswerReader {
  private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,}|~{3,})[ \\t]*(.*?)[ \\t]*$");
  private static final Set<String> DIFFS = Set.of("diff", "patch", "udiff");
  private static final Set<String> SESSIONS =
      Set.of("sh", "bash", "shell", "console", "shell-session", "zsh", "powershell", "cmd", "text");
  private static final Pattern NAMED =
      Pattern.compile("(?:path|file|filename|title|name)=[\"']?([^\"'\\s}]+)[\"']?");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_./\\\\~+@-]*[A-Za-z0-9_](?:\\.[A-Za-z0-9_+-]{1,12})?");
  private static final Pattern LABEL =
      Pattern.compile(
          "(?i)^[#>*\\-\\s\\d.)]*(?:new |the |full )?(?:file(?:name)?|path)?\\s*:?\\s*(.+)$");
  private static final Pattern COMMENT =
      Pattern.compile(
          "^(?://|#|--|;|%|/\\*|<!--)\\s*(?:file(?:name)?|path)?\\s*:?\\s*(\\S+?)\\s*(?:\\*/|-->)?$");
  private static final Pattern THOUGHT =
      Pattern.compile("(?s)\\s*<(?:think|thinking)>(.*?)</(?:think|thinking)>");
  private static final Pattern NO =
      Pattern.compile(
          "(?i)(?:i['’]?m sorry|i am sorry|i apologi[sz]e|i can(?:no|['’])t (?:help|assist|comply|do|write|provide|generate|reproduce)"
              + "|i cannot|i won['’]t|i will not|i['’]?m (?:unable|not able)|i am (?:unable|not able)|as an ai\\b)");
  private static final int MAX_FILES = 500;
  private static final int MAX_TEXT = 4 << 20;
  private static final int SHOWN = 200;
  private static final int LONGEST_LINE = 500;

  private final List<String> targets;
  private final Map<String, FileEdit> edits = new LinkedHashMap<>();
  private final List<String> hostile = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<Answer.Code> code = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private AnswerReader(List<String> targets) {
    this.targets = targets;
  }

  private record Block(String info, String label, List<String> lines) {
    String language() {
      String first = info.replaceFirst("[\\s:{,].*$", "");
      return first.toLowerCase(Locale.ROOT);
    }
  }

  /// Understands an answer.
  ///
  /// @param targets the files that the change is known to touch, for a block that names none
  public static Answer read(String text, List<String> targets) {
    AnswerReader reader = new AnswerReader(targets);
    String plain = text.replace("\r\n", "\n");
    Matcher thought = THOUGHT.matcher(plain);
    if (thought.lookingAt()) {
      reader.think(thought.group(1));
      plain = plain.substring(thought.end());
    }
    reader.read(plain);
    return reader.result(text);
  }

  /// What a model thinks before it answers is no answer, and may hold someone's code all the same.
  private void think(String text) {
    int number = 0;
    for (Block block : blocks(List.of(text.split("\n", -1)))) {
      number++;
      code.add(
          new Answer.Code(
              "thought-" + number + "." + suffix(block.language()),
              String.join("\n", block.lines()) + "\n",
              true));
    }
    faults.clear();
  }

  private void read(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    List<Block> blocks = blocks(lines);
    List<Block> loose = new ArrayList<>();
    for (Block block : blocks) {
      if (DIFFS.contains(block.language()) || DiffText.isOne(block.lines())) {
        diff(block.lines());
        continue;
      }
      Optional<String> path = path(block);
      if (path.isPresent()) {
        write(path.get(), block);
      } else if (!SESSIONS.contains(block.language())) {
        loose.add(block);
      }
    }
    if (blocks.isEmpty() && DiffText.isOne(lines)) {
      diff(lines);
    }
    if (edits.isEmpty() && loose.size() == 1 && targets.size() == 1) {
      notes.add("the one block names no file; it was taken for `" + targets.getFirst() + "`");
      write(targets.getFirst(), loose.getFirst());
    } else {
      int number = 0;
      for (Block block : loose) {
        number++;
        code.add(
            new Answer.Code(
                "answer-" + number + "." + suffix(block.language()),
                String.join("\n", block.lines()) + "\n",
                true));
      }
      if (!loose.isEmpty()) {
        notes.add(
            loose.size() == 1
                ? "one block of code names no file"
                : loose.size() + " blocks of code name no file");
      }
    }
  }

  private static String suffix(String language) {
    return switch (language) {
      case "python" -> "py";
      case "javascript", "typescript" -> "js";
      case "c++" -> "cpp";
      case "c#", "csharp" -> "cs";
      case "rust" -> "rs";
      case "fortran" -> "f90";
      case "kotlin" -> "kt";
      case "ruby" -> "rb";
      case "haskell" -> "hs";
      case "ocaml" -> "ml";
      case "julia" -> "jl";
      case "perl" -> "pl";
      default -> language.matches("[a-z0-9]{1,8}") ? language : "txt";
    };
  }

  private List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    String label = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher open = FENCE.matcher(lines.get(i));
      if (!open.matches() || (open.group(1).startsWith("`") && open.group(2).contains("`"))) {
        label = lines.get(i).isBlank() ? label : lines.get(i);
        continue;
      }
      List<String> inside = new ArrayList<>();
      boolean closed = false;
      for (i++; i < lines.size(); i++) {
        Matcher close = FENCE.matcher(lines.get(i));
        if (close.matches()
            && close.group(2).isEmpty()
            && close.group(1).charAt(0) == open.group(1).charAt(0)
            && close.group(1).length() >= open.group(1).length()) {
          closed = true;
          break;
        }
        inside.add(lines.get(i));
      }
      if (!closed) {
        faults.add("the last block of the answer is not closed: it was cut off");
      }
      blocks.add(new Block(brief(open.group(2)), brief(label), inside));
      label = "";
    }
    return blocks;
  }

  /// A line that may name a file; one that is too long to does not, and is not looked through.
  private static String brief(String line) {
    return line.length() > LONGEST_LINE ? "" : line;
  }

  /// The path that a block is for: beside its language, in the line before it, or in its first
  /// line.
  private Optional<String> path(Block block) {
    Matcher named = NAMED.matcher(block.info());
    if (named.find()) {
      return Optional.of(named.group(1));
    }
    for (String word : block.info().split("[\\s:{}]+", -1)) {
      if (isPath(word) && !word.equalsIgnoreCase(block.info())) {
        return Optional.of(word);
      }
    }
    if (isPath(block.info())) {
      return Optional.of(block.info());
    }
    Matcher label = LABEL.matcher(block.label().strip());
    if (label.matches()) {
      String said = label.group(1).replaceAll("[*`:]+$", "").replaceAll("^[*`]+", "").strip();
      if (isPath(said) && said.length() < SHOWN) {
        return Optional.of(said);
      }
      Matcher quoted = Pattern.compile("`([^`]+)`").matcher(block.label());
      List<String> paths = new ArrayList<>();
      while (quoted.find()) {
        if (isPath(quoted.group(1))) {
          paths.add(quoted.group(1));
        }
      }
      if (paths.size() == 1) {
        return Optional.of(paths.getFirst());
      }
    }
    if (!block.lines().isEmpty()) {
      Matcher comment = COMMENT.matcher(block.lines().getFirst().strip());
      if (comment.matches() && targets.contains(comment.group(1))) {
        return Optional.of(comment.group(1));
      }
    }
    return Optional.empty();
  }

  /// Whether a word looks like a path: with a folder, or with a suffix.
  private static boolean isPath(String word) {
    return PATH.matcher(word).matches()
        && (word.contains("/")
            || word.contains("\\")
            || word.matches(".*[A-Za-z0-9_]\\.[A-Za-z0-9_+-]+|\\.[A-Za-z][A-Za-z0-9_.+-]+"))
        && LanguageDetector.ofName(word).isEmpty();
  }

  private void write(String path, Block block) {
    String text = block.lines().isEmpty() ? "" : String.join("\n", block.lines()) + "\n";
    code.add(new Answer.Code(safe(path, block.language()), text, false));
    put(new FileEdit.Write(path, text));
  }

  private void diff(List<String> lines) {
    DiffText.Read read = DiffText.read(lines);
    hostile.addAll(read.hostile());
    faults.addAll(read.faults());
    for (FileEdit edit : read.edits()) {
      if (edit instanceof FileEdit.Patch patch) {
        List<String> added = new ArrayList<>();
        patch.hunks().forEach(hunk -> added.addAll(hunk.added()));
        if (!added.isEmpty()) {
          code.add(new Answer.Code(safe(patch.path(), ""), String.join("\n", added) + "\n", false));
        }
        patch.from().flatMap(PathRules::refusal).ifPresent(hostile::add);
      }
      put(edit);
    }
    if (read.edits().isEmpty() && read.faults().isEmpty()) {
      faults.add("a diff without any change");
    }
  }

  private void put(FileEdit edit) {
    PathRules.refusal(edit.path()).ifPresent(hostile::add);
    FileEdit before = edits.put(edit.path(), edit);
    if (before != null) {
      if (edit instanceof FileEdit.Write && before instanceof FileEdit.Write) {
        notes.add("`" + VisibleText.line(edit.path()) + "` is given twice; the last one counts");
      } else {
        faults.add("`" + VisibleText.line(edit.path()) + "` is changed twice");
      }
    }
    if (edits.size() == MAX_FILES + 1) {
      hostile.add("more than " + MAX_FILES + " files");
    }
    if (edit instanceof FileEdit.Write write && write.text().length() > MAX_TEXT) {
      hostile.add("a file of more than " + (MAX_TEXT >> 20) + " MB");
    }
  }

  /// A path to judge code by that cannot be taken for one to write to: its name may say of the code
  /// that it is none.
  private static String safe(String path, String language) {
    if (PathRules.refusal(path).isEmpty()) {
      return path;
    }
    String name = path.replaceAll("^.*[/\\\\]", "").replaceAll("[^A-Za-z0-9_.+-]", "_");
    return "refused/"
        + (name.isEmpty() ? "file" : name)
        + (LanguageDetector.namesCode(name) ? "" : "." + suffix(language));
  }

  private Answer result(String text) {
    Optional<String> refusal = Optional.empty();
    Optional<String> fault =
        faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    if (edits.isEmpty() && fault.isEmpty()) {
      String start = text.strip();
      Matcher no = NO.matcher(start.substring(0, Math.min(start.length(), 600)));
      if (code.isEmpty() && no.find()) {
        String line = start.substring(no.start()).lines().findFirst().orElse("").strip();
        refusal =
            Optional.of(
                VisibleText.line(line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line));
      } else {
        fault =
            Optional.of(
                code.isEmpty()
                    ? "the answer holds neither a diff nor a file"
                    : "the answer holds code, but does not say of which file");
      }
    }
    return new Answer(
        List.copyOf(edits.values()),
        hostile.stream().distinct().toList(),
        fault,
        refusal,
        code,
        notes);
  }
}
