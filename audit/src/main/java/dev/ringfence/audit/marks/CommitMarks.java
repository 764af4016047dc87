package dev.ringfence.audit.marks;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.ringfence.audit.history.CommitEdits;
import dev.ringfence.audit.marks.AiMarkTable.Kind;
import dev.ringfence.audit.marks.AiMarkTable.Sign;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the signs of AI in a commit itself: its message and the names on it.
///
/// Trailers are read wherever a line looks like one, and not in the last paragraph only: a squash
/// buries those of the single commits in the middle of its message.
public final class CommitMarks {
  private static final Pattern TRAILER =
      Pattern.compile("^[ \\t]*([A-Za-z][A-Za-z0-9-]*)[ \\t]*:[ \\t]*(\\S.*)$");
  private static final Pattern PERSON = Pattern.compile("^([^<\\n]*)<([^>\\n]+)>");
  private static final Set<String> PEOPLE =
      Set.of("co-authored-by", "co-developed-by", "signed-off-by");
  private static final Pattern APP =
      Pattern.compile(
          "^(?:(\\d+)\\+)?([a-z0-9-]+)(\\[bot\\])?@users\\.noreply\\.github\\.com$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MERGED =
      Pattern.compile(
          "^Merge (?:pull request #\\d+ from [^/\\s]+/(\\S+)|(?:remote-tracking )?branch '([^']+)')");

  /// Up to this strength a sign is a mention in prose, which says nothing beside a real one.
  private static final int PROSE = 20;

  private final AiMarkTable table;

  /// A finder.
  public CommitMarks(AiMarkTable table) {
    this.table = table;
  }

  /// The signs, the strongest first; each once, however often it stands there.
  public List<AiMark> find(CommitEdits commit) {
    Map<String, AiMark> found = new LinkedHashMap<>();
    for (CommitEdits.Person person : List.of(commit.author(), commit.committer())) {
      person(person, person.name() + " <" + person.address() + ">", found);
    }
    for (String line : commit.message().lines().toList()) {
      trailer(line, found);
    }
    for (Sign sign : table.signs(Kind.MESSAGE)) {
      Matcher matcher = sign.match().orElseThrow().matcher(commit.message());
      if (matcher.find()) {
        add(sign.mark(lineAt(commit.message(), matcher.start()), ""), found);
      }
    }
    boolean surer = found.values().stream().anyMatch(mark -> mark.strength() > PROSE);
    return found.values().stream()
        .filter(mark -> !surer || mark.strength() > PROSE)
        .sorted(
            Comparator.comparingInt((AiMark mark) -> -mark.strength()).thenComparing(AiMark::sign))
        .toList();
  }

  /// The branch that a merge's message says it took in, where an agent's branch is called so.
  public Optional<AiMark> mergedBranch(String message) {
    Matcher merged = MERGED.matcher(message);
    if (!merged.find()) {
      return Optional.empty();
    }
    String branch = merged.group(1) != null ? merged.group(1) : merged.group(2);
    return branch(branch, "merged from " + branch);
  }

  /// The sign that a branch's name is.
  Optional<AiMark> branch(String name, String evidence) {
    String plain = name.replaceFirst("^(refs/heads/|refs/remotes/[^/]+/|origin/)", "");
    for (Sign sign : table.signs(Kind.BRANCH)) {
      if (sign.match().orElseThrow().matcher(plain).find()) {
        return Optional.of(
            sign.mark(evidence, plain.substring(0, Math.max(0, plain.indexOf('/')))));
      }
    }
    return Optional.empty();
  }

  private void trailer(String line, Map<String, AiMark> found) {
    Matcher trailer = TRAILER.matcher(line);
    if (!trailer.matches()) {
      return;
    }
    String key = trailer.group(1);
    String value = trailer.group(2).strip();
    for (Sign sign : table.signs(Kind.TRAILER)) {
      if (sign.match().orElseThrow().matcher(key).find()
          && (sign.value().isEmpty() || sign.value().get().matcher(value).find())) {
        add(sign.mark(line, value), found);
      }
    }
    if (PEOPLE.contains(key.toLowerCase(Locale.ROOT))) {
      Matcher person = PERSON.matcher(value);
      if (person.find()) {
        person(
            new CommitEdits.Person(person.group(1).strip(), person.group(2).strip()), line, found);
      }
    }
  }

  private void person(CommitEdits.Person person, String evidence, Map<String, AiMark> found) {
    for (Sign sign : table.signs(Kind.ADDRESS)) {
      if (sign.match().orElseThrow().matcher(person.address()).find()) {
        add(sign.mark(evidence, person.name()), found);
      }
    }
    for (Sign sign : table.signs(Kind.NAME)) {
      if (sign.match().orElseThrow().matcher(person.name()).find()) {
        add(sign.mark(evidence, person.name()), found);
      }
    }
    Matcher app = APP.matcher(person.address());
    if (!app.matches()) {
      return;
    }
    for (Sign sign : table.signs(Kind.BOT)) {
      boolean named = sign.names().contains(app.group(2).toLowerCase(Locale.ROOT));
      boolean numbered =
          app.group(1) != null
              && app.group(1).length() < 18
              && sign.numbers().contains(Long.parseLong(app.group(1)));
      if (numbered || (named && app.group(3) != null)) {
        // A name without its number may be anyone's.
        AiMark mark = sign.mark(evidence, person.name());
        add(
            numbered && named
                ? mark
                : new AiMark(mark.sign(), mark.tool(), 60, mark.source(), evidence),
            found);
      }
    }
  }

  private static void add(AiMark mark, Map<String, AiMark> found) {
    found.merge(
        mark.sign() + "\n" + mark.tool(),
        mark,
        (old, other) -> other.strength() > old.strength() ? other : old);
  }

  private static String lineAt(String text, int at) {
    int start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    int end = text.indexOf('\n', at);
    return text.substring(Math.min(start, at), end < 0 ? text.length() : end);
  }
}
